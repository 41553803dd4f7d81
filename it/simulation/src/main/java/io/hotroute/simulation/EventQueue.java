package io.hotroute.simulation;

import java.util.Arrays;

/** Events by time, each with two numbers of its owner's. A binary heap over arrays: events are no objects. */
final class EventQueue {

    private long[] times = new long[64];
    private long[] firsts = new long[64];
    private int[] seconds = new int[64];
    private int size;

    void add(long time, long first, int second) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            firsts = Arrays.copyOf(firsts, size * 2);
            seconds = Arrays.copyOf(seconds, size * 2);
        }
        int at = size++;
        for (int parent = (at - 1) / 2; at > 0 && times[parent] > time; parent = (at - 1) / 2) {
            move(parent, at);
            at = parent;
        }
        put(at, time, first, second);
    }

    long time() {
        return times[0];
    }

    long first() {
        return firsts[0];
    }

    int second() {
        return seconds[0];
    }

    /** Removes the earliest event. */
    void remove() {
        size--;
        long time = times[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, time, firsts[size], seconds[size]);
    }

    private void move(int from, int to) {
        put(to, times[from], firsts[from], seconds[from]);
    }

    private void put(int at, long time, long first, int second) {
        times[at] = time;
        firsts[at] = first;
        seconds[at] = second;
    }
}
