package org.carecontact.kernel.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.OpenPaths;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/** Describes tokens, keys of commands, problems and media types of every call, once for all services. */
@AutoConfiguration
public class OpenApiAutoConfiguration {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "token";
    private static final String KEY = "Idempotency-Key";
    private static final Map<String, String> PROBLEMS = problems();

    static {
        SpringDocUtils.getConfig()
                .addRequestWrapperToIgnore(Caller.class, HttpCommand.class)
                .replaceWithSchema(RequestId.class, new StringSchema().pattern("^[a-z2-7]{26}-[1-9][0-9]{0,8}$"))
                .replaceWithSchema(PairId.class, new StringSchema().pattern("^[a-z2-7]{26}$"))
                .replaceWithSchema(
                        PatientId.class, new StringSchema().minLength(1).maxLength(64))
                .replaceWithSchema(
                        DoctorId.class, new StringSchema().minLength(1).maxLength(64))
                .replaceWithSchema(
                        VisitId.class, new StringSchema().minLength(1).maxLength(64));
    }

    private static Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        problems.put("400", "The call is malformed");
        problems.put("401", "There is no valid token");
        problems.put("403", "The caller may not do this");
        problems.put("404", "There is no such thing, or it is somebody else's");
        problems.put("409", "The present state does not allow it");
        problems.put("413", "The body is too large");
        problems.put("415", "The body is not JSON");
        problems.put("422", "The call is understood and can't be carried out");
        problems.put("429", "There were too many calls; Retry-After says when to try again");
        problems.put("500", "Something went wrong in the service");
        return problems;
    }

    @Bean
    GlobalOperationCustomizer commandsAndProblems() {
        return OpenApiAutoConfiguration::described;
    }

    @Bean
    GlobalOpenApiCustomizer titleAndTokens(
            @Value("${spring.application.name}") String service, ObjectProvider<OpenPaths> openPaths) {
        List<String> open =
                openPaths.stream().flatMap(paths -> paths.patterns().stream()).toList();
        return api -> described(api, service, open);
    }

    private static Operation described(Operation operation, HandlerMethod method) {
        boolean command = Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == HttpCommand.class);
        if (command) {
            if (operation.getParameters() != null) {
                operation.getParameters().removeIf(parameter -> KEY.equals(parameter.getName()));
            }
            operation.addParametersItem(new HeaderParameter()
                    .name(KEY)
                    .required(true)
                    .description("A fresh UUID for each new command, and the same one when it is repeated.")
                    .schema(new StringSchema().minLength(1).maxLength(200)));
        }
        ApiResponses responses = operation.getResponses();
        responses.values().forEach(OpenApiAutoConfiguration::onlyJson);
        PROBLEMS.forEach((status, description) -> responses.putIfAbsent(
                status,
                new ApiResponse()
                        .description(description)
                        .content(new Content()
                                .addMediaType(
                                        "application/problem+json",
                                        new MediaType()
                                                .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))))));
        return operation;
    }

    private static void onlyJson(ApiResponse response) {
        Content content = response.getContent();
        if (content != null && content.containsKey("*/*")) {
            content.addMediaType(JSON, content.remove("*/*"));
        }
    }

    private static void described(OpenAPI api, String service, List<String> open) {
        String version = OpenApiAutoConfiguration.class.getPackage().getImplementationVersion();
        api.setInfo(
                new Info().title("CareContact " + service).version(Objects.requireNonNullElse(version, "development")));
        if (api.getComponents() == null) {
            api.setComponents(new Components());
        }
        api.getComponents()
                .addSecuritySchemes(
                        TOKEN,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"))
                .addSchemas(PROBLEM, problem());
        api.setSecurity(List.of(new SecurityRequirement().addList(TOKEN)));
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths().forEach((path, item) -> {
            if (isOpen(path, open)) {
                item.readOperations().forEach(operation -> operation.setSecurity(List.of()));
            }
        });
    }

    private static boolean isOpen(String path, List<String> open) {
        PathContainer parsed = PathContainer.parsePath(path);
        return open.stream()
                .anyMatch(pattern ->
                        PathPatternParser.defaultInstance.parse(pattern).matches(parsed));
    }

    /** The schema of a problem (RFC 9457), with our members. */
    private static Schema<?> problem() {
        Schema<?> schema = new ObjectSchema()
                .description("A problem (RFC 9457): what is wrong and what would be right, in English and Chinese.");
        schema.addProperty("type", new StringSchema().format("uri"));
        schema.addProperty("title", new StringSchema());
        schema.addProperty("status", new Schema<Integer>().type("integer"));
        schema.addProperty("detail", new StringSchema());
        schema.addProperty("field", new StringSchema().description("the part of the call that is meant"));
        schema.addProperty("remedy", new StringSchema());
        schema.addProperty("zh", new ObjectSchema().description("title, detail and remedy in Chinese"));
        schema.addProperty(
                "emergency", new ObjectSchema().description("what to do in an emergency, where words of patients are"));
        return schema;
    }
}
