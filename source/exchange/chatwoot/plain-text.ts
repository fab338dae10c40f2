const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
};

const decoded = (text: string): string =>
	text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,5}));/gi, (found, decimal, hex, name) => {
		if (typeof name === 'string') return entities[name.toLowerCase()] ?? found;
		const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
		return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : found;
	});

const isHtml = (text: string): boolean =>
	/^\s*<(?:!doctype|html|head|body|p|div|br|table|span|a|b|i|strong|em|ul|ol|h[1-6]|blockquote)\b[^>]*>/i.test(
		text,
	);

/** The words of a body that may be HTML, as those of e-mails are; other texts stay as they are. */
export const plainText = (body: string): string =>
	isHtml(body)
		? decoded(
				body
					.replaceAll(/<(script|style|head)\b[^>]*>[^]*?(?:<\/\1\s*>|$)|<!--[^]*?(?:-->|$)/gi, '')
					.replaceAll(/\s+/g, ' ')
					.replaceAll(/ ?<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/blockquote)\b[^>]*> ?/gi, '\n')
					.replaceAll(/<[^>]*>/g, ''),
			).trim()
		: body;
