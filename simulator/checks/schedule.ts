/*
 * Schedule expressions of EventBridge rules.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */

interface Field {
    readonly name: string;
    readonly low: number;
    readonly high: number;
    /** Names that stand for numbers, in order from `low`. */
    readonly names?: readonly string[];
    /** Whole parts the field takes besides numbers, ranges and increments. */
    readonly special?: RegExp;
    /** Whether `?` may stand for the whole field. */
    readonly any?: boolean;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const dayName = `(?:[1-7]|${days.join("|")})`;

const dayOfMonth: Field = {
    name: "day-of-month",
    low: 1,
    high: 31,
    special: /^(?:L|LW|L-\d{1,2}|\d{1,2}W)$/,
    any: true,
};
const dayOfWeek: Field = {
    name: "day-of-week",
    low: 1,
    high: 7,
    names: days,
    special: new RegExp(`^(?:L|${dayName}L|${dayName}#[1-5])$`),
    any: true,
};
const fields: readonly Field[] = [
    { name: "minutes", low: 0, high: 59 },
    { name: "hours", low: 0, high: 23 },
    dayOfMonth,
    { name: "month", low: 1, high: 12, names: months },
    dayOfWeek,
    { name: "year", low: 1970, high: 2199 },
];

/** What is wrong with a schedule expression; empty when AWS takes it. */
export function scheduleProblems(expression: string): string[] {
    const form = /^(rate|cron)\((.*)\)$/.exec(expression);
    if (form === null) {
        return [
            `${JSON.stringify(expression)} is no schedule expression; write rate(5 minutes) or cron(0 10 * * ? *), in ` +
                "lower case and without space before the bracket",
        ];
    }
    const content = form[2] ?? "";
    return form[1] === "rate" ? rateProblems(content) : cronProblems(content);
}

function rateProblems(content: string): string[] {
    const parts = /^(\d+) (minute|hour|day)(s?)$/.exec(content);
    if (parts === null) {
        return [`rate(${content}) is not understood; write a whole number and minutes, hours or days: rate(5 minutes)`];
    }
    const value = Number(parts[1]);
    if (value < 1) return [`rate(${content}) has the value ${value}; the least is 1`];
    if (value === 1 && parts[3] === "s") return [`rate(${content}) has the value 1; write rate(1 ${parts[2]})`];
    if (value > 1 && parts[3] === "") {
        return [`rate(${content}) has a value above 1; write rate(${value} ${parts[2]}s)`];
    }
    return [];
}

function cronProblems(content: string): string[] {
    const parts = content.trim().split(/\s+/);
    if (parts.length !== fields.length) {
        const names = fields.map((field) => field.name).join(", ");
        return [`cron(${content}) has ${parts.length} fields; it takes six, separated by spaces: ${names}`];
    }
    const problems = fields.flatMap((field, index) => fieldProblems(field, parts[index] ?? ""));
    const open = [parts[2], parts[4]].filter((part) => part === "?").length;
    if (open !== 1) {
        problems.push(
            `cron(${content}) has ? in ${open === 0 ? "neither" : "both"} of day-of-month and day-of-week; exactly one ` +
                "of them is ?, the other says the day",
        );
    }
    return problems;
}

function fieldProblems(field: Field, text: string): string[] {
    if (text === "?" && field.any === true) return [];
    if (text.includes("#") && text.includes(",")) {
        return [`cron field ${field.name} is ${text}; with # it takes one expression only`];
    }
    return text
        .toUpperCase()
        .split(",")
        .filter((part) => !isPart(field, part))
        .map((part) => `cron field ${field.name} holds ${JSON.stringify(part)}; it takes ${allowed(field)}`);
}

function isPart(field: Field, part: string): boolean {
    if (field.special?.test(part) === true) return specialInRange(field, part);
    const [base = "", step, ...rest] = part.split("/");
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
    if (base === "*") return true;
    const ends = base.split("-");
    return ends.length <= 2 && ends.every((end) => isValue(field, end));
}

function specialInRange(field: Field, part: string): boolean {
    const number = /\d+/.exec(part)?.[0];
    return number === undefined || (Number(number) >= field.low && Number(number) <= field.high);
}

function isValue(field: Field, text: string): boolean {
    if (field.names?.includes(text) === true) return true;
    return /^\d+$/.test(text) && Number(text) >= field.low && Number(text) <= field.high;
}

function allowed(field: Field): string {
    const names = field.names === undefined ? "" : ` or ${field.names[0]}-${field.names.at(-1)}`;
    return `${field.low}-${field.high}${names}, lists with comma, ranges with -, * and increments with /`;
}
