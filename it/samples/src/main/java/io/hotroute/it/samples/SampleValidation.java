package io.hotroute.it.samples;

import org.apache.dubbo.common.URL;
import org.apache.dubbo.validation.Validation;
import org.apache.dubbo.validation.Validator;

/** {@code validation=sample}: refuses the argument {@code invalid}. */
public final class SampleValidation implements Validation {

    @Override
    public Validator getValidator(URL url) {
        return (method, types, arguments) -> {
            if (arguments.length > 0 && "invalid".equals(arguments[0])) {
                throw new IllegalArgumentException("invalid");
            }
        };
    }
}
