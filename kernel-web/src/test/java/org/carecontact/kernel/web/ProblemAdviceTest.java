package org.carecontact.kernel.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.mongodb.MongoException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

class ProblemAdviceTest {

    @RestController
    static final class Desk {

        record Form(String name) {}

        @GetMapping("/missing")
        String missing() {
            throw Problem.notFound().exception();
        }

        @GetMapping("/store")
        String store() {
            throw new MongoException("secret of the store");
        }

        @GetMapping("/bug")
        String bug() {
            throw new IllegalStateException("secret of the code");
        }

        @PostMapping("/form")
        String form(@RequestBody Form form) {
            return form.name();
        }
    }

    private final MockMvc http = MockMvcBuilders.standaloneSetup(new Desk())
            .setControllerAdvice(new ProblemAdvice(
                    new Notices(List.of()),
                    new SecurityLog(new byte[32], System::nanoTime),
                    new ProblemForms(List.of())))
            .build();

    @Test
    void what_spring_refuses_by_itself_has_a_type_and_a_remedy() throws Exception {
        problem(delete("/form"), 405, "method-not-allowed").andExpect(header().string("Allow", "POST"));
        problem(post("/form").contentType(MediaType.TEXT_PLAIN).content("x"), 415, "unsupported-media-type");
        problem(post("/form").contentType(MediaType.APPLICATION_JSON).content("{"), 400, "not-json");
    }

    @Test
    void our_own_problems_keep_their_type() throws Exception {
        problem(get("/missing"), 404, "not-found");
    }

    @Test
    void an_inner_failure_says_no_more_than_that_it_was_one() throws Exception {
        for (String[] failure : new String[][] {{"/store", "503", "unavailable"}, {"/bug", "500", "internal"}}) {
            String body = problem(get(failure[0]), Integer.parseInt(failure[1]), failure[2])
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            org.assertj.core.api.Assertions.assertThat(body).doesNotContain("secret");
        }
    }

    private ResultActions problem(MockHttpServletRequestBuilder request, int status, String type) throws Exception {
        return http.perform(request)
                .andExpect(status().is(status))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.type").value("https://carecontact.org/problems/" + type))
                .andExpect(jsonPath("$.remedy").isNotEmpty());
    }
}
