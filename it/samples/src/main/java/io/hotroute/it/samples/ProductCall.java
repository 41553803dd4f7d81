package io.hotroute.it.samples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.dubbo.rpc.RpcContext;
import org.apache.dubbo.rpc.service.GenericService;

/** The ways in which an application calls {@link ProductService}; each checks that the answer is the usual one. */
enum ProductCall {
    FIND {
        @Override
        void call(ProductReference reference, String id) {
            check(Product.of(id), reference.service().find(id));
        }
    },
    /** Keeps the answer for later. */
    KEEP {
        @Override
        void call(ProductReference reference, String id) {
            Product draft = Product.of(id);
            Product answer = reference.service().priced(draft);
            check(Product.of(id), answer);
            reference.keep(draft);
            reference.keep(answer);
        }
    },
    ASYNC {
        @Override
        void call(ProductReference reference, String id) throws Exception {
            check(Product.of(id), await(reference.service().findAsync(id)));
        }
    },
    CONTEXT {
        @Override
        void call(ProductReference reference, String id) throws Exception {
            check(Product.of(id), await(RpcContext.getContext().asyncCall(() -> reference
                    .service()
                    .find(id))));
        }
    },
    GENERIC {
        @Override
        void call(ProductReference reference, String id) {
            check(id, generic(reference, "find", String.class, id));
        }
    },
    /** Changes argument and answer as soon as it has the answer. */
    PRICE {
        @Override
        void call(ProductReference reference, String id) {
            Product draft = Product.of(id);
            Product answer = reference.service().priced(draft);
            draft.spoil();
            check(Product.of(id), answer);
            answer.spoil();
        }
    },
    /** Changes the argument as soon as the call was made, and the answer as soon as there is one. */
    PRICE_ASYNC {
        @Override
        void call(ProductReference reference, String id) throws Exception {
            Product draft = Product.of(id);
            CompletableFuture<Product> future = reference.service().pricedAsync(draft);
            CompletableFuture<Void> checked = future.thenAccept(answer -> {
                String text = answer.toString();
                answer.spoil();
                check(Product.of(id).toString(), text);
            });
            draft.spoil();
            await(checked);
        }
    },
    /** As {@link #PRICE}, with a map for the bean. */
    PRICE_GENERIC {
        @Override
        void call(ProductReference reference, String id) {
            Map<String, Object> draft = new LinkedHashMap<>();
            draft.put("class", Product.class.getName());
            draft.put("id", id);
            draft.put("name", "product " + id);
            draft.put("labels", new HashMap<>());
            Map<?, ?> answer = generic(reference, "priced", Product.class, draft);
            draft.put("name", "spoiled");
            check(id, answer);
            answer.clear();
        }
    },
    /** As {@link #PRICE_GENERIC}, with lists and maps in it. */
    PRICE_DEEP_GENERIC {
        @Override
        void call(ProductReference reference, String id) {
            Product product = Product.of(id);
            List<Map<String, Object>> parts = new ArrayList<>();
            for (Part part : product.getParts()) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("id", part.getId());
                map.put("quantity", part.getQuantity());
                parts.add(map);
            }
            Map<String, Object> draft = new LinkedHashMap<>();
            draft.put("name", product.getName());
            draft.put("tags", product.getTags());
            draft.put("parts", parts);
            draft.put("labels", product.getLabels());
            check(id, generic(reference, "priced", Product.class, draft));
        }
    },
    FAIL {
        @Override
        void call(ProductReference reference, String id) {
            try {
                reference.service().failing(id);
            } catch (ProductException expected) {
                check("no product " + id, expected.getMessage().split(",")[0]);
                return;
            }
            throw new WrongAnswer("no exception");
        }
    },
    SAVE {
        @Override
        void call(ProductReference reference, String id) {
            reference.service().save(Product.of(id));
        }
    },
    /** One-way, if the reference is made so. */
    TOUCH {
        @Override
        void call(ProductReference reference, String id) {
            reference.service().touch(id);
        }
    },
    WATCH {
        @Override
        void call(ProductReference reference, String id) throws Exception {
            CompletableFuture<String> told = new CompletableFuture<>();
            reference.service().watch(id, told::complete);
            check(id, await(told));
        }
    };

    abstract void call(ProductReference reference, String id) throws Exception;

    private static Map<?, ?> generic(ProductReference reference, String method, Class<?> type, Object argument) {
        GenericService service = reference.generic();
        return (Map<?, ?>) service.$invoke(method, new String[] {type.getName()}, new Object[] {argument});
    }

    private static void check(String id, Map<?, ?> answer) {
        check("product " + id, answer.get("name"));
    }

    private static void check(Object expected, Object actual) {
        if (!String.valueOf(expected).equals(String.valueOf(actual))) {
            throw new WrongAnswer(actual + " instead of " + expected);
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }

    /** Something else than 1.0.0 answers. */
    static final class WrongAnswer extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongAnswer(String message) {
            super(message);
        }
    }
}
