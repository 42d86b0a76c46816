package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.tea.Tea;
import java.util.Arrays;
import java.util.List;
import okhttp3.OkHttpClient;
import okio.Okio;
import org.junit.jupiter.api.Test;

/** The SDKs ask for ranges and bring what must not be here; what was measured to work stands on the class path. */
class LibrariesTest {

    private static final List<String> CLASS_PATH =
            Arrays.asList(System.getProperty("java.class.path").split(System.getProperty("path.separator")));

    private static String jar(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    @Test
    void the_pinned_versions_are_loaded() {
        assertThat(jar(OkHttpClient.class)).endsWith("/okhttp-3.12.13.jar");
        assertThat(jar(Okio.class)).endsWith("/okio-1.17.6.jar");
        assertThat(jar(Tea.class)).endsWith("/tea-1.3.1.jar");
        assertThat(CLASS_PATH).filteredOn(jar -> jar.contains("weixin-java")).allMatch(jar -> jar.contains("4.7.7"));
    }

    @Test
    void what_must_not_be_here_is_not() {
        assertThat(CLASS_PATH)
                .noneMatch(jar -> jar.contains("jacoco"))
                .noneMatch(jar -> jar.contains("jcl-over-slf4j"))
                .noneMatch(jar -> jar.contains("ini4j"));
    }
}
