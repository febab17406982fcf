# docker build -t claimlint . && docker run --rm -v "$PWD:/work:ro" claimlint check
FROM rust:1.95-slim AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM debian:bookworm-slim
COPY --from=build /out/bin/claimlint /usr/local/bin/claimlint
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["claimlint"]
CMD ["check"]
