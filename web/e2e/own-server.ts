import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, "bin/java") : "java";

/**
 * A server of a test's own, on a copy of the published data: the runnable jar of XA_E2E_JAR and the
 * data folder of XA_E2E_DATA, which `scripts/test` sets.
 */
export class OwnServer {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly jar: string,
    /** For files of the test; gone when the server is closed. */
    readonly folder: string,
    readonly data: string,
  ) {}

  static async prepare(): Promise<OwnServer> {
    const { XA_E2E_JAR: jar, XA_E2E_DATA: published } = process.env;
    if (!jar || !published) {
      throw new Error(
        "Set XA_E2E_JAR to the runnable jar and XA_E2E_DATA to a published data folder",
      );
    }
    const folder = await mkdtemp(join(tmpdir(), "xa-atlas-own-"));
    const data = join(folder, "data");
    await cp(published, data, { recursive: true });
    return new OwnServer(jar, folder, data);
  }

  /** Runs the command line on the data; fails with what it said when it ends otherwise than with 0. */
  run(...args: readonly string[]): Promise<void> {
    const child = this.spawn(args);
    return new Promise((done, failed) => {
      let said = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (part: Buffer) => {
          said += part.toString();
        });
      }
      child.on("exit", (code) => (code === 0 ? done() : failed(new Error(said))));
    });
  }

  /** Starts it, and tells its address. */
  start(options: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
    const server = this.spawn(["serve", "--port", "0", "--no-demo", ...options], env);
    this.server = server;
    return new Promise<string>((done, failed) => {
      let said = "";
      const hear = (part: Buffer): void => {
        said += part.toString();
        const found = /http:\/\/localhost:\d+/.exec(said)?.[0];
        if (found) done(found);
      };
      server.stdout?.on("data", hear);
      server.stderr?.on("data", hear);
      server.on("exit", () => failed(new Error(`The server ended: ${said}`)));
    });
  }

  async close(): Promise<void> {
    this.server?.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private spawn(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const whole = ["-Xmx400m", "-jar", this.jar, ...args, "--data", this.data, "--lang", "en"];
    return spawn(java, whole, { env: { ...process.env, ...env } });
  }
}
