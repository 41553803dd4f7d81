package io.hotroute.shadow;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** By the JVM's own beans, which are there without an MBean server. Thread-safe. */
final class JvmReadings implements Pressure.Readings {

    /** The sum, as a pool by itself may be full and harmless: a survivor space is. */
    @Override
    public double heapAfterCollection() {
        long most = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
        if (most <= 0) {
            return -1;
        }
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Null for a pool that is not collected.
            MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += after == null ? 0 : after.getUsed();
        }
        return (double) used / most;
    }

    @Override
    public long cpuNanos() {
        try {
            return CpuTime.nanos();
        } catch (LinkageError anImageWithoutTheModule) {
            return -1;
        }
    }

    @Override
    public int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** On its own: not every JVM has the class. */
    private static final class CpuTime {
        static long nanos() {
            Object system = ManagementFactory.getOperatingSystemMXBean();
            return system instanceof com.sun.management.OperatingSystemMXBean
                    ? ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime()
                    : -1;
        }
    }
}
