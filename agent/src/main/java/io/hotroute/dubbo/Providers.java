package io.hotroute.dubbo;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.dubbo.registry.integration.DynamicDirectory;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.cluster.Directory;
import org.apache.dubbo.rpc.cluster.directory.StaticDirectory;

/** Questions about directories' lists of providers. Stateless; off the call path. */
final class Providers {

    /** The list in 3.x's directories, and what it was made of: null in other Dubbos. */
    private static final Field LIST = field("directory.AbstractDirectory", "invokers");

    private static final Field ORIGIN = field("router.state.BitList", "originList");

    private Providers() {}

    private static Field field(String type, String name) {
        try {
            Field field = Class.forName("org.apache.dubbo.rpc.cluster." + type, false, Directory.class.getClassLoader())
                    .getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }

    /**
     * Since 3.2 a directory's list is read under a monitor, which each call takes to read it as well. A thread of ours that lost
     * its CPU inside would have callers wait for it: so the list is read beside the monitor, as it was given to the directory,
     * which does not change it any more.
     *
     * @return the directory's providers, as the registry has them now
     */
    static <T> List<Invoker<T>> of(Directory<T> directory) {
        List<Invoker<T>> given = given(directory);
        List<Invoker<T>> all = given == null ? directory.getAllInvokers() : given;
        return all == null ? Collections.emptyList() : all;
    }

    /** @return null if it has to be asked */
    @SuppressWarnings("unchecked")
    private static <T> List<Invoker<T>> given(Directory<T> directory) {
        boolean isDubbos = directory instanceof DynamicDirectory || directory.getClass() == StaticDirectory.class;
        if (!isDubbos || LIST == null || ORIGIN == null) {
            return null;
        }
        try {
            Object list = LIST.get(directory);
            return ORIGIN.getDeclaringClass().isInstance(list) ? (List<Invoker<T>>) ORIGIN.get(list) : null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the addresses, sorted, without repetition */
    static String addresses(List<? extends Invoker<?>> providers) {
        Set<String> addresses = addressesOf(providers);
        return addresses.isEmpty() ? "none" : String.join(", ", addresses);
    }

    /** @return the addresses, sorted */
    static Set<String> addressesOf(List<? extends Invoker<?>> providers) {
        Set<String> addresses = new TreeSet<>();
        for (Invoker<?> provider : providers) {
            addresses.add(provider.getUrl().getAddress());
        }
        return addresses;
    }

    /** @return those with that tag */
    static List<Invoker<?>> tagged(List<? extends Invoker<?>> providers, String tag) {
        List<Invoker<?>> tagged = new ArrayList<>();
        for (Invoker<?> provider : providers) {
            if (tag.equals(provider.getUrl().getParameter(Sibling.TAG))) {
                tagged.add(provider);
            }
        }
        return tagged;
    }

    static boolean anyAvailable(List<? extends Invoker<?>> providers) {
        return available(providers) > 0;
    }

    /** @return how many can be called */
    static int available(List<? extends Invoker<?>> providers) {
        int available = 0;
        for (Invoker<?> provider : providers) {
            available += provider.isAvailable() ? 1 : 0;
        }
        return available;
    }
}
