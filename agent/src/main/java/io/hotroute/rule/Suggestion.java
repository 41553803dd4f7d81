package io.hotroute.rule;

import java.util.List;

/** Finds the known name that an unknown one was meant to be. */
final class Suggestion {

    private static final int CLOSE = 3;

    private Suggestion() {}

    /** @return the nearest known name, or null if none is near */
    static String of(String name, List<String> known) {
        String best = null;
        int bestDistance = CLOSE + 1;
        for (String candidate : known) {
            int distance = name.length() > 2 * candidate.length() + CLOSE ? bestDistance : distance(name, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Levenshtein's edit distance, case ignored. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
