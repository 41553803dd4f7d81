package io.hotroute.it;

import io.hotroute.it.harness.JmxClient;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/**
 * What a JVM holds after its garbage was collected.
 *
 * @param loaders the agent's class loaders, as the JVM itself lists them
 * @param mbeans the agent's
 */
record JvmFootprint(
        int classes, long metaspaceKilobytes, List<String> threads, List<String> loaders, List<String> mbeans) {

    private static final int COLLECTIONS = 4;
    private static final String OURS = "hotroute";

    static JvmFootprint of(JmxClient client) {
        try {
            MBeanServerConnection server = client.server();
            MemoryMXBean memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
            for (int i = 0; i < COLLECTIONS; i++) {
                memory.gc();
            }
            return new JvmFootprint(
                    ManagementFactory.getPlatformMXBean(server, ClassLoadingMXBean.class)
                            .getLoadedClassCount(),
                    metaspace(server) / 1024,
                    threads(server),
                    loaders(server),
                    mbeans(server));
        } catch (IOException | JMException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> agentThreads() {
        return threads.stream().filter(name -> name.startsWith(OURS)).toList();
    }

    private static long metaspace(MBeanServerConnection server) throws IOException {
        return ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static List<String> threads(MBeanServerConnection server) throws IOException {
        ThreadMXBean threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
        List<String> names = new ArrayList<>();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                names.add(thread.getThreadName());
            }
        }
        return names;
    }

    private static List<String> loaders(MBeanServerConnection server) throws IOException, JMException {
        String stats = (String) server.invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "vmClassloaderStats",
                new Object[0],
                new String[0]);
        return Stream.of(stats.split("\n")).filter(line -> line.contains(OURS)).toList();
    }

    private static List<String> mbeans(MBeanServerConnection server) throws IOException, JMException {
        return server.queryNames(new ObjectName("io.hotroute:*"), null).stream()
                .map(ObjectName::toString)
                .toList();
    }
}
