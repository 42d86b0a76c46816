package org.carecontact.house;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How packages are cut; each rule answers with what breaks it. */
final class Rooms {

    static final int MOST_TYPES = 25;

    private Rooms() {}

    /** Packages of more than {@value #MOST_TYPES} top-level types. */
    static List<String> tooFull(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(House::isOurs)
                .filter(Rooms::isTopLevelType)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        return sizes.entrySet().stream()
                .filter(size -> size.getValue() > MOST_TYPES)
                .map(size -> size.getKey() + " has " + size.getValue() + " types")
                .toList();
    }

    /** No package needs another that needs it. */
    static ArchRule freeOfCircles() {
        return slices().matching("org.carecontact.(**)")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(describe("generated", type -> !House.isOurs(type)), alwaysTrue())
                .ignoreDependency(alwaysTrue(), describe("generated", type -> !House.isOurs(type)));
    }

    /** Public types that only their own package uses, below any of these packages. */
    static List<String> publicForNobody(JavaClasses classes, List<String> below) {
        return classes.stream()
                .filter(type ->
                        below.stream().anyMatch(start -> type.getPackageName().startsWith(start)))
                .filter(Rooms::isTopLevelType)
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !isStartedByName(type) && !isCalledByHapi(type))
                .filter(type -> usersElsewhere(type) == 0 && !isShown(type))
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private static boolean isTopLevelType(JavaClass type) {
        return type.isTopLevelClass() && !type.getSimpleName().equals("package-info");
    }

    private static boolean isStartedByName(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent();
    }

    /** HAPI FHIR calls annotated methods, and only those of public types. */
    private static boolean isCalledByHapi(JavaClass type) {
        return type.getMethods().stream()
                .flatMap(method -> method.getAnnotations().stream())
                .anyMatch(annotation -> annotation.getRawType().getName().startsWith("ca.uhn.fhir."));
    }

    /** Whether a public member of another public type of the package takes it or returns it. */
    private static boolean isShown(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(other -> !other.equals(type) && other.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(other -> other.getCodeUnits().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .anyMatch(member ->
                        member.getReturnType().getAllInvolvedRawTypes().contains(type)
                                || member.getParameterTypes().stream()
                                        .anyMatch(parameter -> parameter
                                                .getAllInvolvedRawTypes()
                                                .contains(type)));
    }

    /** Counts users of the type or of a type inside it. */
    private static long usersElsewhere(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + "$"))
                .flatMap(one -> one.getDirectDependenciesToSelf().stream())
                .map(Dependency::getOriginClass)
                .filter(user -> !user.getPackageName().equals(type.getPackageName()))
                .count();
    }
}
