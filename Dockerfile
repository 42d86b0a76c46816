# One image for every service and for the sandbox's stand-ins: docker build --build-arg SERVICE=request-service .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /carecontact
COPY . .
# Before the first use of SERVICE, so that all images share this one build.
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true -pl '!policy-cli,!feed-cli,!benchmarks' package
ARG SERVICE
RUN set -eu; mkdir /app; \
    if [ "$SERVICE" = sandbox ]; then \
      cp -r sandbox/target/lib /app/lib; \
      cp sandbox/target/sandbox.jar /app/app.jar; \
      main=org.carecontact.sandbox.standins.StandIns; \
    else \
      java -Djarmode=tools -jar "$SERVICE/target/$SERVICE.jar" extract --destination /app --force; \
      mv "/app/$SERVICE.jar" /app/app.jar; \
      jar xf "$SERVICE/target/$SERVICE.jar" META-INF/MANIFEST.MF; \
      main=$(tr -d '\r' < META-INF/MANIFEST.MF | sed -n 's/^Start-Class: //p'); \
    fi; \
    printf '%s\n' '-cp "/app/app.jar:/app/lib/*"' "$main" > /app/run

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 carecontact \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin carecontact \
    && install -d -o 10001 -g 10001 /data
COPY --from=build /app /app
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "@/app/run"]
