package org.carecontact.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole house keeps the rules, and each rule finds what breaks it. */
class RoomsTest {

    private static final JavaClasses HOUSE = House.production();

    /** Their types are nobody's library: what is public there has a user in another room. */
    private static final List<String> SERVICES = List.of(
            "org.carecontact.request",
            "org.carecontact.consent",
            "org.carecontact.policy",
            "org.carecontact.notification",
            "org.carecontact.oversight",
            "org.carecontact.gateway");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void the_whole_house_was_looked_at() {
        assertThat(HOUSE.stream().filter(House::isOurs)).hasSizeGreaterThan(400);
        assertThat(House.sources("src/main/java")).hasSizeGreaterThan(300);
    }

    @Test
    void no_package_has_more_than_25_types() {
        assertThat(Rooms.tooFull(HOUSE)).isEmpty();
    }

    @Test
    void no_two_packages_need_each_other() {
        assertThat(Rooms.freeOfCircles().evaluate(HOUSE).getFailureReport().getDetails())
                .isEmpty();
    }

    @Test
    void what_only_its_package_uses_is_not_public() {
        assertThat(Rooms.publicForNobody(HOUSE, SERVICES)).isEmpty();
    }

    @Test
    void no_class_is_longer_than_300_lines_without_a_reason() {
        assertThat(Sources.tooLong(House.sources("src/main/java"))).isEmpty();
    }

    @Test
    void local_variables_say_their_type() {
        List<Path> all = new ArrayList<>(House.sources("src/main/java"));
        all.addAll(House.sources("src/test/java"));
        assertThat(Sources.vars(all)).isEmpty();
    }

    @Test
    void no_switch_over_a_sealed_type_of_ours_has_a_default() {
        List<Path> classPath = new ArrayList<>(House.modules().stream()
                .map(module -> module.resolve("target/classes"))
                .filter(Files::isDirectory)
                .toList());
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
        assertThat(Switches.defaultsOverSealedTypes(House.sources("src/main/java"), classPath))
                .isEmpty();
    }

    // ---- the proofs that they bite

    @Test
    void a_package_of_26_types_is_found() throws IOException {
        JavaClasses full = compile(IntStream.rangeClosed(1, 26)
                .mapToObj(number -> "package org.carecontact.full; class T" + number + " {}")
                .toArray(String[]::new));
        assertThat(Rooms.tooFull(full)).containsExactly("org.carecontact.full has 26 types");
    }

    @Test
    void a_package_of_25_types_with_types_inside_them_is_left_alone() throws IOException {
        JavaClasses full = compile(IntStream.rangeClosed(1, 25)
                .mapToObj(number -> "package org.carecontact.full; class T" + number + " { class Inside {} }")
                .toArray(String[]::new));
        assertThat(Rooms.tooFull(full)).isEmpty();
    }

    @Test
    void a_circle_is_found() throws IOException {
        JavaClasses circle = compile(
                "package org.carecontact.here; public class A { org.carecontact.there.B b; }",
                "package org.carecontact.there; public class B { org.carecontact.here.A a; }");
        assertThat(Rooms.freeOfCircles().evaluate(circle).hasViolation()).isTrue();
    }

    @Test
    void a_public_type_without_a_user_is_found_and_a_used_shown_or_started_one_is_not() throws IOException {
        JavaClasses some = compile(
                "package org.carecontact.request.a; public class Unused {}",
                "package org.carecontact.request.a; public class Used { public Shown shown() { return null; } }",
                "package org.carecontact.request.a; public class Shown {}",
                "package org.carecontact.request.a; public class Started { public static void main(String[] a) {} }",
                "package org.carecontact.request.a; class Neighbour { Unused unused; }",
                "package org.carecontact.request.b; class User { org.carecontact.request.a.Used used; }");
        assertThat(Rooms.publicForNobody(some, SERVICES)).containsExactly("org.carecontact.request.a.Unused");
    }

    @Test
    void a_class_of_301_lines_is_found_unless_it_says_why() throws IOException {
        Path silent = write("Silent", "class Silent {\n" + "\n".repeat(299) + "}\n");
        Path reasoned = write(
                "Reasoned", "// Longer than 300 lines: one table.\nclass Reasoned {\n" + "\n".repeat(299) + "}\n");
        Path fits = write("Fits", "class Fits {\n" + "\n".repeat(298) + "}\n");
        assertThat(Sources.tooLong(List.of(silent, reasoned, fits))).containsExactly("Silent.java has 301 lines");
    }

    @Test
    void a_local_variable_without_a_type_is_found_and_patterns_are_not() throws IOException {
        Path some = write("Some", """
                class Some {
                    record Two(int a, int b) {}
                    // var comment = 1;
                    String text = "var quoted = 1";
                    int sum(Object o) {
                        var local = 1;
                        for (var each : new int[0]) {}
                        var _ = 2;
                        return switch (o) {
                            case Two(var a, var b) -> a + b;
                            case Two(var a, var _) when a > 1 -> a;
                            default -> local;
                        };
                    }
                }
                """);
        assertThat(Sources.vars(List.of(some))).containsExactly("Some.java:6 var local =", "Some.java:7 var each :");
    }

    @Test
    void a_default_over_a_sealed_type_is_found_and_one_over_an_enum_or_text_is_not() throws IOException {
        Path some = write("Some", """
                package org.carecontact.some;
                class Some {
                    sealed interface State {}
                    record On() implements State {}
                    record Off() implements State {}
                    enum Colour { RED, BLUE }
                    int lazy(State state) {
                        return switch (state) { case On _ -> 1; default -> 2; };
                    }
                    int whole(State state) {
                        return switch (state) { case On _ -> 1; case Off _ -> 2; };
                    }
                    int others(Colour colour, String text) {
                        int one = switch (colour) { case RED -> 1; default -> 2; };
                        return one + switch (text) { case "a" -> 1; default -> 2; };
                    }
                }
                """);
        assertThat(Switches.defaultsOverSealedTypes(List.of(some), List.of()))
                .containsExactly("Some.java:8 over org.carecontact.some.Some.State");
    }

    private Path write(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name + ".java"), source);
    }

    private JavaClasses compile(String... sources) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-d", folder.resolve("classes").toString()));
        for (int i = 0; i < sources.length; i++) {
            String name = sources[i].replaceAll("(?s)^.*?class (\\w+).*$", "$1");
            Path home = Files.createDirectories(folder.resolve("source" + i));
            arguments.add(
                    Files.writeString(home.resolve(name + ".java"), sources[i]).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
        return new ClassFileImporter().importPath(folder.resolve("classes"));
    }
}
