package io.hotroute.it.samples;

/** A reference that is used by commands. */
interface Commands {

    /** @return JSON in one line */
    String answer(String[] words) throws Exception;

    void destroy();
}
