interface Route {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:\w+/g, '[^/]+')
      .replace(/\*/g, '.*')}$`,
  );

/** The routes that the server knows: for 405 with Allow, and to check that every one is documented. */
export class RouteTable {
  private readonly routes: Route[] = [];

  add(methods: string | readonly string[], path: string): void {
    for (const method of [methods].flat()) this.routes.push({ method, path, pattern: patternOf(path) });
  }

  /** Methods that the path of this address answers. */
  methodsOf(url: string): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const methods = this.routes.filter((route) => route.pattern.test(path)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }

  list(): readonly { readonly method: string; readonly path: string }[] {
    return this.routes;
  }
}
