# docker build -t claimlint . && docker run --rm -v "$PWD:/work:ro" claimlint check
# Both stages are of one release of Debian: a program runs on no older libc than it was built with.
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo install --locked --path . --root /out

FROM debian:bookworm-slim
# `--since` asks git, which refuses folders of other users: what is mounted or checked out in CI belongs to one.
RUN apt-get update && apt-get install -y --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /out/bin/claimlint /usr/local/bin/claimlint
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["claimlint"]
CMD ["check"]
