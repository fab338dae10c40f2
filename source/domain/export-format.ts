/** The formats that sessions can be exported in, each with its description. */
export const exportFormats = {
	json: 'one document',
	ndjson: 'one JSON object a line',
	csv: 'one row a message, as RFC 4180 describes it',
	text: 'for people to read',
	html: 'one page to read and to print',
	tsv: 'one row a message and line, its cells between tabs',
	parquet: 'one row a message in typed columns, for analysis',
} as const;

export type ExportFormat = keyof typeof exportFormats;

/** Those that are text. */
export type TextFormat = Exclude<ExportFormat, 'parquet'>;

/** The usual extension of a file of that format. */
export const exportExtension = (format: ExportFormat): string => (format === 'text' ? 'txt' : format);

export const exportFormatNames = Object.keys(exportFormats) as readonly ExportFormat[];

export const isTextFormat = (format: ExportFormat): format is TextFormat => format !== 'parquet';

/** The format that a file of that name usually has; `undefined` if its name tells none. */
export const formatOfFile = (name: string): ExportFormat | undefined => {
	const usual = name.toLowerCase().replace(/\.jsonl$/, '.ndjson');
	return exportFormatNames.find(format => usual.endsWith(`.${exportExtension(format)}`));
};

/** An export as the journal tells it, without any word of a customer: its filter may name some. */
export interface ExportNote {
	/** How many. */
	readonly sessions: number;
	readonly format: string;
}
