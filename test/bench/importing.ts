import {type Bench, count} from './group.js';

/** What it cost to make the stores: the demo's data told and taken in. */
export const importing = async ({stores, sizes, report}: Bench): Promise<void> => {
	for (const size of sizes) {
		const {telling, importing: milliseconds, bytes} = await stores.making(size);
		const what = `import of ${count(size)} demo sessions`;
		report.add({what: `${what}, making them included`, unit: 's', values: [milliseconds / 1000]});
		report.add({what: `making them alone, ${count(size)}`, unit: 's', values: [telling / 1000]});
		report.add({what: `${what}, of the store's bytes`, unit: 'MB/s', values: [bytes / 1000 / milliseconds]});
	}
};
