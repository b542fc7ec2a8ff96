package io.github.diffusion4j.samples.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the properties {@code diffusion.*} say.
 *
 * @param models shipped models by name; the first of all is the one of requests that name none
 * @param folders further models: the name that requests call them by, and their file or folder
 * @param device {@code cpu}, {@code cuda}, {@code cuda:N}, or one of these with {@code -or-cpu}
 * @param maxRows rows of an evaluation at most; a guided sample takes two
 * @param queue requests per model that wait at most; more are answered with 429
 * @param deadline after which a request is stopped and answered with 504
 * @param maxImages images per request at most
 * @param maxSteps steps per request at most
 * @param maxSide pixels per side of an image at most
 * @param maxJson bytes of a JSON body at most
 */
@ConfigurationProperties("diffusion")
record ServerSettings(
    @DefaultValue({"icons16", "icons16-turbo"}) List<String> models,
    @DefaultValue Map<String, String> folders,
    @DefaultValue("cpu") String device,
    @DefaultValue("32") int maxRows,
    @DefaultValue("64") int queue,
    @DefaultValue("60s") Duration deadline,
    @DefaultValue("10") int maxImages,
    @DefaultValue("1000") int maxSteps,
    @DefaultValue("2048") int maxSide,
    @DefaultValue("64KB") DataSize maxJson) {}
