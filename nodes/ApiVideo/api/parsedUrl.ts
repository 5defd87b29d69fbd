/**
 * @param base what a relative address is relative to
 * @returns the address, undefined where the text is none. Not asked of `URL.canParse`: once V8 has compiled its
 *   callers, Node 20 says no to addresses with letters such as ä (20.20.2).
 */
export function parsedUrl(text: string, base?: URL): URL | undefined {
	try {
		return new URL(text, base);
	} catch {
		return undefined;
	}
}
