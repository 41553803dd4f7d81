package io.hotroute.launch;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The agent's options. One name in every form: agent argument {@code name=value,name=value}, over {@code -Dhotroute.name},
 * over environment {@code HOTROUTE_NAME}, over a properties file (option {@code config}), over the default. Immutable.
 *
 * <p>A bad option never keeps the application from starting: it is reported by {@link #warnings()}, and the default holds.
 */
public final class Options {

    /** What there is. */
    public enum Name {
        /** A properties file with options. */
        CONFIG(""),
        /** A file with rules, applied at start. */
        RULES(""),
        /** How much is logged: a {@link Log.Level}. */
        LOG("info");

        private final String defaultValue;

        Name(String defaultValue) {
            this.defaultValue = defaultValue;
        }

        /** @return as operators write it */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String COMMAS =
            "; a comma separates options: give a value with one as system property, by the environment or in the file";

    private final Map<Name, String> values;
    private final Map<Name, String> sources;
    private final List<String> warnings;

    private Options(Map<Name, String> values, Map<Name, String> sources, List<String> warnings) {
        this.values = values;
        this.sources = sources;
        this.warnings = Collections.unmodifiableList(warnings);
    }

    /**
     * @param arguments the agent argument, or null
     * @param properties the system properties
     * @param environment the environment
     */
    public static Options of(String arguments, Properties properties, Map<String, String> environment) {
        List<String> warnings = new ArrayList<>();
        Map<String, String> given = parse(arguments, warnings);
        String configFile = first(
                given.get("config"), properties.getProperty("hotroute.config"), environment.get("HOTROUTE_CONFIG"));
        Properties config = read(configFile, warnings);
        Map<Name, String> values = new LinkedHashMap<>();
        Map<Name, String> sources = new LinkedHashMap<>();
        for (Name name : Name.values()) {
            String text = name.text();
            String[][] candidates = {
                {given.get(text), "agent argument"},
                {properties.getProperty("hotroute." + text), "system property"},
                {environment.get("HOTROUTE_" + name.name()), "environment"},
                {config.getProperty(text), "file " + configFile},
                {name.defaultValue, "default"}
            };
            for (String[] candidate : candidates) {
                if (candidate[0] != null) {
                    values.put(name, candidate[0]);
                    sources.put(name, candidate[1]);
                    break;
                }
            }
        }
        if (level(values.get(Name.LOG)) == null) {
            warnings.add("option log: '" + values.get(Name.LOG) + "' is ignored; allowed: off, error, info, debug");
            values.put(Name.LOG, Name.LOG.defaultValue);
            sources.put(Name.LOG, "default");
        }
        return new Options(values, sources, warnings);
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }

    private static Map<String, String> parse(String arguments, List<String> warnings) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : (arguments == null ? "" : arguments).split(",")) {
            int equals = argument.indexOf('=');
            String name = (equals < 0 ? argument : argument.substring(0, equals)).trim();
            if (name.isEmpty()) {
                continue;
            }
            if (equals < 0 || !isKnown(name)) {
                warnings.add("option '" + argument.trim() + "' is ignored; allowed: " + known()
                        + (equals < 0 ? COMMAS : ""));
            } else {
                given.put(name, argument.substring(equals + 1).trim());
            }
        }
        return given;
    }

    private static Properties read(String file, List<String> warnings) {
        Properties config = new Properties();
        if (file == null || file.isEmpty()) {
            return config;
        }
        try (Reader reader = Files.newBufferedReader(Paths.get(file), StandardCharsets.UTF_8)) {
            config.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            config.clear();
            warnings.add("option config: '" + file + "' cannot be read and is ignored: " + e);
        }
        for (String name : config.stringPropertyNames()) {
            if (!isKnown(name)) {
                warnings.add("option '" + name + "' in " + file + " is ignored; allowed: " + known());
            }
        }
        return config;
    }

    private static boolean isKnown(String text) {
        for (Name name : Name.values()) {
            if (name.text().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static String known() {
        List<String> known = new ArrayList<>();
        for (Name name : Name.values()) {
            known.add(name.text() + "=...");
        }
        return String.join(", ", known);
    }

    /** @return the effective value; never null */
    public String value(Name name) {
        return values.get(name);
    }

    /** @return what was ignored, one line each */
    public List<String> warnings() {
        return warnings;
    }

    /** @return {@code name=value (source)}, for operators */
    public List<String> described() {
        List<String> described = new ArrayList<>();
        for (Name name : Name.values()) {
            described.add(name.text() + "=" + values.get(name) + " (" + sources.get(name) + ")");
        }
        return described;
    }

    /** @return the log level */
    public Log.Level logLevel() {
        return level(value(Name.LOG));
    }

    private static Log.Level level(String text) {
        try {
            return Log.Level.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }
}
