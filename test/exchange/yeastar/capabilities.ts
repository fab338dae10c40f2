import test from 'ava';
import {blockerOf} from '../../../source/domain/capabilities.js';
import {type Pbx} from '../../../source/domain/pbx.js';
import {capabilitiesOf} from '../../../source/exchange/yeastar/capabilities.js';

const able = [
	'37.23.0.23',
	'37.23.0.31',
	'37.23.1',
	'37.24',
	'37.100.0.1',
	'83.23.0.23',
	'84.23.0.23.1',
	'84.30.0.0',
];

for (const firmware of able) {
	test(`firmware ${firmware} can manage chats`, t => {
		t.is(blockerOf(capabilitiesOf({firmware}).manage), undefined);
	});
}

const tooOld = [
	['37.23.0.22', '37.23.0.23'],
	['37.22.9.99', '37.23.0.23'],
	['37.9.0.99', '37.23.0.23'],
	['37.23', '37.23.0.23'],
	['37', '37.23.0.23'],
	['83.23.0.22', '83.23.0.23'],
	['84.5.0.100', '84.23.0.23'],
] as const;

for (const [firmware, needed] of tooOld) {
	test(`firmware ${firmware} is too old`, t => {
		t.is(
			blockerOf(capabilitiesOf({firmware}).manage),
			`Managing chats needs PBX firmware ${needed} or later; this PBX has ${firmware}. Update the PBX, then: chatlogs pbx set firmware=${needed}`,
		);
	});
}

const unknown = [
	'36.99.0.0',
	'38.0.0.1',
	'85.23.0.23',
	'0',
	'v37.23.0.31',
	'37.23.0.31-beta',
	'37..23',
	'37.23.',
	'-37.23',
	'new',
];

for (const firmware of unknown) {
	test(`firmware “${firmware}” counts as unknown`, t => {
		t.is(
			blockerOf(capabilitiesOf({firmware}).manage),
			`Managing chats needs PBX firmware 37.23.0.23 or later; “${firmware}” is not one that is known. Set it: chatlogs pbx set firmware=37.23.0.31`,
		);
	});
}

for (const [title, pbx] of [
	['no firmware', {}],
	['an empty firmware', {firmware: ''}],
] as const) {
	test(`${title} is unknown`, t => {
		t.regex(
			blockerOf(capabilitiesOf(pbx).manage) ?? '',
			/or later; it is unknown\. Set it: chatlogs pbx set firmware=/,
		);
	});
}

const platforms: readonly (readonly [pbx: Pbx, blocker: string | undefined])[] = [
	[{omnichannel: true, api: true}, undefined],
	[{omnichannel: true, api: false}, 'The API is not enabled on this PBX. If it is: chatlogs pbx set api=on'],
	[{omnichannel: true}, 'The API is not known to be enabled on this PBX. If it is: chatlogs pbx set api=on'],
	[
		{omnichannel: false, api: true},
		'Omnichannel Messaging is not available on this PBX. If it is: chatlogs pbx set omnichannel=on',
	],
	[
		{api: true},
		'Omnichannel Messaging is not known to be available on this PBX. If it is: chatlogs pbx set omnichannel=on',
	],
];

const fact = (value: boolean | undefined): string => (value === undefined ? 'unknown' : value ? 'on' : 'off');

for (const [pbx, blocker] of platforms) {
	test(`the platform with omnichannel ${fact(pbx.omnichannel)} and API ${fact(pbx.api)}`, t => {
		t.is(blockerOf(capabilitiesOf(pbx).api), blocker);
	});
}
