package io.hotroute.it.samples;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;

/** What of {@link KindsService} is called by rest. */
@Path("orders")
public interface RestService {

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    Order getOrder(@PathParam("id") String id);

    @GET
    @Path("failing/{message}")
    @Produces(MediaType.APPLICATION_JSON)
    Order fail(@PathParam("message") String message) throws OrderException;

    @GET
    @Path("broken/{key}")
    @Produces(MediaType.APPLICATION_JSON)
    Order broken(@PathParam("key") String key);
}
