# The server alone; Redis, TLS and TURN stand beside it in docker-compose.yml.
FROM node:24.22.3-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY scripts scripts
COPY config config
COPY shared shared
COPY server server
COPY client client
# Redis is elsewhere; without this one would be installed here.
RUN REDIS_URL=redis://redis POLYSCOPE_CACHE=/cache node scripts/build.ts && npm prune --omit=dev --ignore-scripts

FROM node:24.22.3-bookworm-slim
# What the media worker is linked to where it was built, not downloaded.
RUN apt-get update \
  && apt-get install -y --no-install-recommends libuv1 libssl3 libsrtp2-1 libabsl20220623 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /cache/mediasoup-worker-* /usr/local/bin/mediasoup-worker
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/shared shared
COPY --from=build /app/server server
COPY --from=build /app/dist dist
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production DATA_DIR=/data MEDIASOUP_WORKER_BIN=/usr/local/bin/mediasoup-worker
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
