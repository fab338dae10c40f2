import {Readable} from 'node:stream';
import {UsageRefusal} from '../domain/refusal.js';
import {checkFolder, wouldReplace, writeExport} from '../exchange/export/export-file.js';
import {type actFlags} from './act-flags.js';
import {type Context} from './command.js';

type Reporting = Pick<Context<typeof actFlags>, 'flags' | 'folder' | 'stdout'>;

/** Whether the report takes the place of what is printed for people. */
export const isReportPrinted = ({flags: {report}}: Reporting): boolean => report === '-';

/**
Called before anything is done, so that no act goes without the report that was asked for.
@throws Refusal if the report cannot be written there
*/
export const checkReport = ({flags: {report, json}, folder}: Reporting): void => {
	if (report === undefined) return;
	if (report === '-') {
		if (json) throw new UsageRefusal('--json and --report - would both print to stdout. Name a file.');
	} else if (wouldReplace({file: report, storeFolder: folder})) {
		throw new UsageRefusal(
			`${report} is there already, and a report replaces nothing. Choose another name, or - for stdout.`,
		);
	} else {
		checkFolder(report);
	}
};

/**
Writes the report that was asked for to its file, which only its owner may read, or to stdout.
@param textOf called only if there is one to write
@throws Refusal if the operating system does not let it be written
*/
export const writeReport = async (
	{flags, folder, stdout}: Reporting,
	textOf: () => string,
): Promise<void> => {
	const {report} = flags;
	if (report === undefined) return;
	if (report === '-') stdout.write(textOf());
	else await writeExport({file: report, storeFolder: folder, mayReplace: false}, Readable.from([textOf()]));
};
