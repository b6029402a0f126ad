// What a browser does between two servers: it follows redirects and keeps each origin's cookies.
export class Browser {
  #jars = new Map();

  #jar(url) {
    const { origin } = new URL(url);
    if (!this.#jars.has(origin)) this.#jars.set(origin, new Map());
    return this.#jars.get(origin);
  }

  cookie(url, name) {
    return this.#jar(url).get(name);
  }

  /** One exchange. */
  async ask(url, { headers = {}, ...options } = {}) {
    const jar = this.#jar(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...options, headers: { ...headers, ...(cookie && { cookie }) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === '' || /max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** Follows redirects until an answer is none or leads to where `stop` says; the address it ended at. */
  async go(url, stop = () => false) {
    let here = new URL(url);
    for (let hop = 0; hop < 20; hop += 1) {
      const response = await this.ask(here);
      const location = response.headers.get('location');
      if (!location) return { url: here, response };
      here = new URL(location, here);
      if (stop(here)) return { url: here, response };
    }
    throw new Error('redirected in circles');
  }
}
