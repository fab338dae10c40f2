/** The formats that sessions can be exported in, each with its description. */
export const exportFormats = {
	json: 'one document',
	ndjson: 'one JSON object a line',
	csv: 'one row a message, as RFC 4180 describes it',
	text: 'for people to read',
	html: 'one page to read and to print',
	tsv: 'one row a message and line, its cells between tabs',
} as const;

export type ExportFormat = keyof typeof exportFormats;

/** The usual extension of a file of that format. */
export const exportExtension = (format: ExportFormat): string => (format === 'text' ? 'txt' : format);

export const exportFormatNames = Object.keys(exportFormats) as readonly ExportFormat[];

/** An export as the journal tells it, without any word of a customer: its filter may name some. */
export interface ExportNote {
	/** How many. */
	readonly sessions: number;
	readonly format: string;
}
