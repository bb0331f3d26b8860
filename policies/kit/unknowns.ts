/**
 * The SDK's proxy throws its own error when a value that is not known yet is read. The class is internal to the SDK, so
 * it is told by its shape.
 */
interface UnknownValueError extends Error {
    readonly props: readonly (string | symbol)[];
}

export function isUnknownValueError(error: unknown): error is UnknownValueError {
    return error instanceof Error && "unknownTypeSentinel" in error && "props" in error && Array.isArray(error.props);
}

/** `ingress.0.fromPort` */
export function unknownPath(error: UnknownValueError): string {
    return error.props.map(String).join(".");
}

/** The value, or undefined when it is not known yet. For values that help to explain but do not decide. */
export function ifKnown<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (isUnknownValueError(error)) {
            return undefined;
        }
        throw error;
    }
}

/** True when the value exists but is not known yet. */
export function isUnknown(read: () => unknown): boolean {
    try {
        read();
        return false;
    } catch (error) {
        if (isUnknownValueError(error)) {
            return true;
        }
        throw error;
    }
}

/** Whether a test holds for an element. One that holds decides, though others are not known; else an unknown one throws. */
export function someKnown<T>(list: readonly T[], test: (element: T) => boolean): boolean {
    let unknown: { readonly error: unknown } | undefined;
    for (let index = 0; index < list.length; index++) {
        try {
            if (test(list[index] as T)) {
                return true;
            }
        } catch (error) {
            if (!isUnknownValueError(error)) {
                throw error;
            }
            unknown ??= { error };
        }
    }
    if (unknown !== undefined) {
        throw unknown.error;
    }
    return false;
}
