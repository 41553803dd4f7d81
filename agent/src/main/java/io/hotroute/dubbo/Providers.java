package io.hotroute.dubbo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.dubbo.rpc.Invoker;

/** Questions about lists of providers, as directories give them. Stateless; off the call path. */
final class Providers {

    private Providers() {}

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

    /** @param providers null for none; @return how many can be called */
    static int available(List<? extends Invoker<?>> providers) {
        int available = 0;
        for (int i = 0; providers != null && i < providers.size(); i++) {
            available += providers.get(i).isAvailable() ? 1 : 0;
        }
        return available;
    }
}
