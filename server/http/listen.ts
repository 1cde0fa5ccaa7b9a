import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';

/** A port cannot be opened; the message is for the operator. */
export class PortUnavailable extends Error {}

/** How often Node checks for connections without a request, ms; its default is 30 s. */
const connectionsCheckingInterval = 5_000;

/** The answer while the server is starting. */
const notYet: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1', 'Content-Type': 'text/plain' }).end('The server is starting.\n');
};

export type HttpServer = { server: Server; serve(listener: RequestListener): void };

/** A server that listens before there is anything to serve, so that a taken port is found out first. */
export function createHttpServer(certificate: Certificate | undefined): HttpServer {
  let listener = notYet;
  const answer: RequestListener = (request, response) => listener(request, response);
  const server = certificate
    ? createSecureServer({ ...certificate, connectionsCheckingInterval }, answer)
    : createServer({ connectionsCheckingInterval }, answer);
  return {
    server,
    serve(next) {
      listener = next;
    },
  };
}

/** Why a port cannot be opened, and what to do. */
function reasonOf(port: number, host: string | undefined, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `Port ${port} is taken. End what uses it, or set PORT.`;
  if (code === 'EACCES')
    return `Port ${port} may be opened by the system's administrator only: set PORT to 1024 or more.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST ${host} is not an address of this machine: set it to one, or leave it unset to listen on all.`;
  return `Port ${port} cannot be opened (${message}). End what uses it, or set PORT.`;
}

/** Listens, on all addresses if no host is given. Returns the port; the system chooses one for 0. */
export function listen(server: Server, host: string | undefined, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new PortUnavailable(reasonOf(port, host, error))));
    server.listen({ port, ...(host ? { host } : {}) }, () => resolve((server.address() as AddressInfo).port));
  });
}
