import { styleText } from "node:util";

export type Style = "green" | "red" | "yellow" | "bold" | "dim";
export type Paint = (style: Style, text: string) => string;

export interface Terminal {
    readonly isTTY?: boolean;
    readonly columns?: number;
    write(text: string): unknown;
}

/** Colour only on a terminal, and not where NO_COLOR (https://no-color.org) says no. */
export function paintFor(terminal: Terminal, env: NodeJS.ProcessEnv): Paint {
    const colourful = terminal.isTTY === true && !env["NO_COLOR"] && env["TERM"] !== "dumb";
    return colourful ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text;
}
