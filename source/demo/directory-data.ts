import {type Pbx} from '../domain/pbx.js';
import {type Channel} from '../domain/session.js';

export const pbx: Pbx = {
	name: 'Acme HQ',
	edition: 'appliance',
	firmware: '37.23.0.31',
	omnichannel: true,
	api: true,
};

/** Extensions 1001 to 1040 in this order. */
export const extensionNames = [
	'Ann Lee',
	'Łukasz Wiśniewski',
	'Priya Raman',
	'Jürgen Weiß',
	'佐藤 健',
	'Amara Okafor',
	'Zoé Lefèvre',
	'Diego Núñez',
	'Farid Haddad',
	'Siobhán O’Neill',
	'陈晓明',
	'Inês Conceição',
	'Hugo Tanaka',
	'Åsa Öberg',
	'Mehmet Yıldız',
	'Nguyễn Thị Hương',
	'Олена Шевченко',
	'Bob Carter',
	'Adébáyọ̀ Adéyẹmí',
	'Chiara Rossi',
	'محمد العلي',
	'Katarína Dvořáková',
	'김서연',
	'Liam Murphy',
	'Noa Levi',
	'Rohan Gupta',
	'Sofía Ibáñez',
	'Tomáš Novák',
	'Wanjiru Kamau',
	'Björn Lindqvist',
	'Grace Bennett',
	'สมชาย ใจดี',
	'Eleni Papadopoulou',
	'Marek Kowalczyk',
	'Leila Hosseini',
	'Jean-Baptiste Gauthier',
	'दीपिका शर्मा',
	'Ngaio Tāmati',
	'Ivana Petrović',
	'Samuel Mensah',
] as const;

/** How many days ago the extensions with these numbers were deleted. */
export const deletedExtensions: ReadonlyMap<string, number> = new Map([
	['1003', 31],
	['1013', 348],
	['1022', 240],
	['1029', 306],
	['1039', 139],
]);

export const queues = [
	{key: 'sales', name: 'Sales', assignmentMode: 'auto'},
	{key: 'orders', name: 'Orders', assignmentMode: 'manual'},
	{key: 'delivery', name: 'Delivery', assignmentMode: 'manual'},
	{key: 'billing', name: 'Billing', assignmentMode: 'manual'},
	{key: 'support', name: 'Support', assignmentMode: 'auto'},
	{key: 'appointments', name: 'Appointments', assignmentMode: 'auto'},
	{key: 'returns', name: 'Returns', assignmentMode: 'manual'},
	{key: 'night', name: 'Night shift', assignmentMode: 'manual', deletedDaysAgo: 152},
] as const;

export type QueueKey = (typeof queues)[number]['key'];

/** Phone numbers lie in the range kept free for fiction, web sites in the domain kept free for examples. */
export const channels: readonly (Channel & {readonly weight: number})[] = [
	{type: 'whatsapp', name: 'WhatsApp Support', number: '+15550110', weight: 24},
	{type: 'whatsapp', name: 'WhatsApp Sales', number: '+15550111', weight: 15},
	{type: 'sms', name: 'Twilio', number: '+15550100', weight: 14},
	{type: 'sms', name: 'Telnyx', number: '+15550101', weight: 8},
	{type: 'sms', name: 'Bandwidth', number: '+15550102', weight: 4},
	{type: 'livechat', name: 'Web shop', number: 'shop.example.com', weight: 14},
	{type: 'livechat', name: 'Help centre', number: 'help.example.com', weight: 8},
	{type: 'facebook', name: 'Acme Store', number: '100055501000101', weight: 9},
	{type: 'facebook', name: 'Acme Care', number: '100055501000102', weight: 4},
];
