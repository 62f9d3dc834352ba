# Aval in one image: the same binary serves the API and the SPA and runs the worker.

FROM node:22-bookworm-slim AS node

FROM rust:1.95-bookworm AS build
# Tailwind writes the style sheet; the rest of the SPA is Rust.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .
RUN cargo xtask spa \
    && cargo xtask budget \
    && cargo build --release --locked --package aval-api

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home aval
COPY --from=build /build/target/release/aval /usr/local/bin/aval
USER aval
ENV AVAL_DATA_DIR=/data AVAL_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["aval"]
CMD ["serve"]
