import assert from "node:assert/strict";
import { parseCommandLine } from "../../../tools/pulumi/commandLine";
import { createsStack, isOperation, writesStackFile } from "../../../tools/pulumi/needs";

const parsed = (text: string) => parseCommandLine(text.split(" ").filter((word) => word !== ""));

describe("reading a pulumi command", () => {
    for (const text of [
        "up --yes --stack x --cwd there",
        "-C there update -ys x",
        "--cwd=there up --stack=x",
        "-Cthere up -s=x",
    ]) {
        it(`finds command, stack and folder in: ${text}`, () => {
            const { command, stack, cwd } = parsed(text);
            assert.deepEqual({ command, stack, cwd }, { command: ["up"], stack: "x", cwd: "there" });
        });
    }

    it("does not take the value of a flag for the command", () => {
        assert.deepEqual(parsed("--color never -v 3 preview").command, ["preview"]);
    });

    it("reads two words of a group of commands", () => {
        assert.deepEqual(parsed("config set a b --stack x").command, ["config", "set"]);
        assert.deepEqual(parsed("stack").command, ["stack"]);
    });

    it("knows what runs the program, what may write into the stack file and what may make a stack", () => {
        assert.deepEqual(
            ["pre", "destroy", "stack ls", "config set a b", "version"].map((text) => [
                isOperation(parsed(text)),
                writesStackFile(parsed(text)),
                createsStack(parsed(text)),
            ]),
            [
                [true, false, true],
                [true, false, false],
                [false, false, false],
                [false, true, true],
                [false, false, false],
            ],
        );
    });

    it("sees values that are to be saved, and help", () => {
        assert.equal(parsed("up -c a=b").savesConfig, true);
        assert.equal(parsed("config set a b").savesConfig, false);
        assert.deepEqual(
            [parsed("up --help").help, parsed("up -h").help, parsed("").help, parsed("up").help],
            [true, true, true, false],
        );
    });

    it("leaves alone what comes after --", () => {
        assert.deepEqual(parsed("import -- --stack x").stack, undefined);
    });
});
