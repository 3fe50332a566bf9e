# One file for all: docker build --build-arg SERVICE=Registration -t traceability/registration .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN for service in services/*/; do \
      dotnet publish "$service" --configuration Release --output "/published/$(basename "$service")" || exit 1; \
    done

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG SERVICE
# The root file system may be read-only: all that is written goes to /data (files of rows) and /tmp.
ENV SERVICE=$SERVICE DATA=/data ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
COPY --from=build /published/$SERVICE /app
RUN mkdir /data && chown $APP_UID /data
WORKDIR /app
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=8s --start-period=30s --retries=12 CMD exec dotnet "Traceability.$SERVICE.dll" --health
ENTRYPOINT ["sh", "-c", "exec dotnet \"Traceability.$SERVICE.dll\" \"$@\"", "--"]
