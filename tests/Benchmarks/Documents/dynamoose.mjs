// Dynamoose over dynalite, both in this process: GET /?operation=get&milliseconds=1000&workers=4 does that much work and says what it came to.
import { createServer } from "node:http";
import { createRequire } from "node:module";

const require = createRequire(`${process.argv[2]}/`);
const dynalite = require("dynalite")({ createTableMs: 0 });
const dynamoose = require("dynamoose");

const documents = 500;
const perPartition = 25;
const partition = (number) => `shelter-${Math.floor(number / perPartition)}`;
const key = (number) => ({ shelterId: partition(number), id: `cat-${number}` });
let created = documents;

const cat = (number) => ({
  ...key(number),
  name: `Cat ${number}`,
  age: number % 20,
  mood: "calm",
  weight: 4.5,
  adopted: false,
  notes: ["likes fish", "bites the vet"],
  home: { street: "Main Street 1", city: "Oslo", floor: 2 },
  born: new Date(Date.UTC(2020, 1, 3)),
});

await new Promise((resolve) => dynalite.listen(0, "127.0.0.1", resolve));
dynamoose.aws.ddb.set(new dynamoose.aws.ddb.DynamoDB({
  endpoint: `http://127.0.0.1:${dynalite.address().port}`,
  region: "local",
  credentials: { accessKeyId: "none", secretAccessKey: "none" },
}));

const Cat = dynamoose.model("Cat", new dynamoose.Schema({
  shelterId: { type: String, hashKey: true },
  id: { type: String, rangeKey: true },
  name: { type: String, required: true },
  age: Number,
  mood: { type: String, enum: ["calm", "playful", "wild"], default: "calm" },
  weight: Number,
  adopted: Boolean,
  notes: { type: Array, schema: [String] },
  home: { type: Object, schema: { street: String, city: String, floor: Number } },
  born: Date,
}, { timestamps: true }));

for (let number = 0; number < documents; number++) {
  await Cat.create(cat(number));
}

const random = () => Math.floor(Math.random() * documents);
const operations = {
  get: () => Cat.get(key(random())),
  create: () => Cat.create(cat(created++)),
  update: () => Cat.update(key(random()), { mood: "wild", age: 7 }),
  query: async () => {
    const found = await Cat.query("shelterId").eq(partition(random())).exec();
    if (found.length < perPartition) throw new Error(`${found.length} found`);
  },
};

async function run(operation, milliseconds, workers) {
  const end = performance.now() + milliseconds;
  const cpu = process.cpuUsage();
  let count = 0;
  await Promise.all(Array.from({ length: workers }, async () => {
    for (; performance.now() < end; count++) await operations[operation]();
  }));
  const { user, system } = process.cpuUsage(cpu);
  return { count, cpu: user + system };
}

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url, "http://localhost");
  try {
    response.end(JSON.stringify(await run(searchParams.get("operation"), Number(searchParams.get("milliseconds")), Number(searchParams.get("workers")))));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, "127.0.0.1", () => console.log(`listening ${server.address().port}`));
