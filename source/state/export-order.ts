import {type ExportFormat} from '../domain/export-format.js';

/** What is to be exported, and where to. */
export interface ExportOrder {
	readonly sessions: readonly number[];
	readonly format: ExportFormat;
	/** The whole path. */
	readonly file: string;
	/** Whether a file that is there may be replaced. */
	readonly mayReplace: boolean;
}
