import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

/** Where an error came from, without its message: a message may hold what somebody typed. */
export function describeError(error: unknown): { error: string; code?: string; where: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, where: [] };
  const code = (error as { code?: unknown }).code;
  const where = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim());
  return { error: error.name, ...(typeof code === 'string' ? { code } : {}), where };
}

/**
 * One line per request: method, pattern of the route (never the address, which may hold a name), status, milliseconds, id.
 * All of fastify's own lines that would hold an address or a message are replaced.
 */
export class PrivateLog extends fastify.LogController {
  override incomingRequest(): void {}
  override routeNotFound(): void {}
  override defaultErrorLog(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      request: request.id,
    };
    if (error) request.log.error({ ...line, ...describeError(error) }, 'answer not sent');
    else request.log.info(line, 'answered');
  }

  override streamError(error: Error, request: FastifyRequest): void {
    request.log.warn({ request: request.id, ...describeError(error) }, 'answer broken off');
  }
  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ request: request.id, ...describeError(error) }, 'headers not sent');
  }
  override serializerError(error: Error, request: FastifyRequest): void {
    request.log.error({ request: request.id, ...describeError(error) }, 'answer not written');
  }
}
