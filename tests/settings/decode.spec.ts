import assert from "node:assert/strict";
import { formatProblems } from "../../components/model/problem";
import { problemsAfter, valuesOf } from "./support";

const environment = "Pulumi.dev.yaml landing-zone:environment";
const organization = "Pulumi.org.yaml landing-zone:organization";

type Change = Parameters<typeof problemsAfter>[1];

const refusals: {
    title: string;
    stack: string;
    change: Change;
    place: string;
    found?: RegExp;
    allowed?: RegExp;
    fix?: RegExp;
}[] = [
    {
        title: "an unknown key, with the key that was meant",
        stack: "dev",
        change: (v) => {
            v.environment.network.natGateway = "single";
        },
        place: `${environment}.network.natGateway`,
        allowed: /natGateways/,
        fix: /did you mean natGateways/,
    },
    {
        title: "an unknown section",
        stack: "dev",
        change: (v) => {
            v.enviroment = {};
        },
        place: "Pulumi.dev.yaml landing-zone:enviroment",
        fix: /did you mean environment/,
    },
    {
        title: "an unknown key of a group",
        stack: "dev",
        change: (v) => {
            v.environment.compute.storefront.spotMaxPrice = 1;
        },
        place: `${environment}.compute.storefront.spotMaxPrice`,
        allowed: /instanceTypes/,
    },
    {
        title: "a wrong type",
        stack: "dev",
        change: (v) => {
            v.environment.network.zones = "euw1-az1";
        },
        place: `${environment}.network.zones`,
        found: /"euw1-az1"/,
        allowed: /list of zone ids/,
    },
    {
        title: "a section left out",
        stack: "dev",
        change: (v) => {
            delete v.environment;
        },
        place: "Pulumi.dev.yaml",
        allowed: /exactly one of/,
    },
    {
        title: "a required value left out",
        stack: "dev",
        change: (v) => {
            delete v.environment.network.cidr;
        },
        place: `${environment}.network.cidr`,
        found: /nothing/,
        fix: /add it/,
    },
    {
        title: "host bits in a range",
        stack: "dev",
        change: (v) => {
            v.environment.network.cidr = "10.16.0.1/16";
        },
        place: `${environment}.network.cidr`,
        found: /host bits/,
        fix: /write 10.16.0.0\/16/,
    },
    {
        title: "a 13-digit account id",
        stack: "org",
        change: (v) => {
            v.organization.managementAccountId = "1111222233334";
        },
        place: `${organization}.managementAccountId`,
        found: /1111222233334/,
        allowed: /12-digit/,
    },
    {
        title: "an account id that YAML reads as a number",
        stack: "org",
        change: (v) => {
            v.organization.managementAccountId = 111122223333;
        },
        place: `${organization}.managementAccountId`,
        allowed: /in quotes/,
    },
    {
        title: "an account name with capitals",
        stack: "org",
        change: (v) => {
            v.organization.accounts.Bad_Name = v.organization.accounts.network;
            delete v.organization.accounts.network;
        },
        place: `${organization}.accounts.Bad_Name`,
        fix: /rename the key/,
    },
    {
        title: "two accounts of one e-mail, whatever the case",
        stack: "org",
        change: (v) => {
            v.organization.accounts.network.email = "AWS+log-archive@example.com";
        },
        place: `${organization}.accounts.network.email`,
        found: /log-archive has too/,
    },
    {
        title: "a unit that does not exist",
        stack: "org",
        change: (v) => {
            v.organization.accounts.network.organizationalUnit = "Nowhere";
        },
        place: `${organization}.accounts.network.organizationalUnit`,
        allowed: /Infrastructure/,
    },
    {
        title: "a unit whose parent is missing",
        stack: "org",
        change: (v) => {
            v.organization.organizationalUnits.push("Lost/Child");
        },
        place: `${organization}.organizationalUnits[8]`,
        fix: /add Lost/,
    },
    {
        title: "a unit six levels deep",
        stack: "org",
        change: (v) => {
            v.organization.organizationalUnits.push("A", "A/B", "A/B/C", "A/B/C/D", "A/B/C/D/E", "A/B/C/D/E/F");
        },
        place: `${organization}.organizationalUnits[13]`,
        allowed: /at most 5 levels/,
    },
    {
        title: "units that would get one logical name",
        stack: "org",
        change: (v) => {
            v.organization.organizationalUnits.push("Workloads-Dev");
        },
        place: `${organization}.organizationalUnits[8]`,
    },
    {
        title: "a guardrail that does not exist",
        stack: "org",
        change: (v) => {
            v.organization.guardrails["deny-everything"] = ["Root"];
        },
        place: `${organization}.guardrails.deny-everything`,
        allowed: /deny-leave-organization/,
    },
    {
        title: "a zone of another Region",
        stack: "dev",
        change: (v) => {
            v.environment.network.zones[1] = "euc1-az1";
        },
        place: `${environment}.network.zones[1]`,
        allowed: /zone id of eu-west-1, as in euw1-az1/,
    },
    {
        title: "a zone name in place of its id",
        stack: "dev",
        change: (v) => {
            v.environment.network.zones[0] = "eu-west-1a";
        },
        place: `${environment}.network.zones[0]`,
        fix: /another place in each account/,
    },
    {
        title: "a Region that does not exist",
        stack: "dev",
        change: (v) => {
            v.region = "eu-west-9";
        },
        place: "Pulumi.dev.yaml landing-zone:region",
        allowed: /eu-west-1/,
    },
    {
        title: "missing tags",
        stack: "dev",
        change: (v) => {
            delete v.tags.owner;
        },
        place: "Pulumi.dev.yaml landing-zone:tags",
        allowed: /owner and cost-center/,
    },
    {
        title: "a tag of AWS's own",
        stack: "dev",
        change: (v) => {
            v.tags["aws:x"] = "y";
        },
        place: "Pulumi.dev.yaml landing-zone:tags.aws:x",
        allowed: /does not begin with aws:/,
    },
    {
        title: "NAT gateways without a public tier",
        stack: "dev",
        change: (v) => {
            delete v.environment.network.tiers.public;
        },
        place: `${environment}.network.natGateways`,
        fix: /add a tier of type public/,
    },
    {
        title: "a private tier without NAT gateways",
        stack: "dev",
        change: (v) => {
            v.environment.network.natGateways = "none";
        },
        place: `${environment}.network.natGateways`,
    },
    {
        title: "a group in a tier that is not shared",
        stack: "dev",
        change: (v) => {
            v.environment.compute.storefront.tier = "public";
        },
        place: `${environment}.compute.storefront.tier`,
        allowed: /app, data/,
    },
    {
        title: "a group with fewer most than least",
        stack: "dev",
        change: (v) => {
            v.environment.compute.storefront.minSize = 9;
        },
        place: `${environment}.compute.storefront.minSize`,
        allowed: /at most maxSize/,
    },
    {
        title: "a share over 100 percent",
        stack: "dev",
        change: (v) => {
            v.environment.compute.storefront.onDemandPercentage = 130;
        },
        place: `${environment}.compute.storefront.onDemandPercentage`,
        allowed: /0 to 100/,
    },
    {
        title: "two sources of the organization",
        stack: "dev",
        change: (v) => {
            v.environment.organization = {
                id: "o-abcdefghij",
                organizationalUnitArn: "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678",
                accounts: { network: "222233334444", "storefront-dev": "333344445555" },
            };
        },
        place: `${environment}.organizationStack`,
        allowed: /exactly one/,
    },
    {
        title: "an account that the given organization lacks",
        stack: "dev",
        change: (v) => {
            delete v.environment.organizationStack;
            v.environment.organization = {
                id: "o-abcdefghij",
                organizationalUnitArn: "arn:aws:organizations::111122223333:ou/o-abcdefghij/ou-abcd-12345678",
                accounts: { network: "222233334444" },
            };
        },
        place: `${environment}.compute.storefront.account`,
        allowed: /network/,
    },
];

describe("settings of one stack", () => {
    for (const stack of ["org", "dev", "prod"]) {
        it(`accepts ${stack} as committed`, () =>
            assert.deepEqual(
                problemsAfter(stack, () => undefined),
                [],
            ));
    }

    for (const { title, stack, change, place, found, allowed, fix } of refusals) {
        it(`refuses ${title}`, () => {
            const problems = problemsAfter(stack, change);
            const problem = problems.find((one) => one.place === place);
            assert.ok(problem, `no problem at ${place} in\n${formatProblems(problems)}`);
            if (found) assert.match(problem.found, found);
            if (allowed) assert.match(problem.allowed, allowed);
            if (fix) assert.match(problem.fix, fix);
        });
    }

    it("names all problems at once", () => {
        const places = problemsAfter("dev", (values) => {
            values.region = "nowhere";
            values.environment.network.natGateways = "two";
            values.environment.extra = 1;
        }).map(({ place }) => place);
        assert.deepEqual(places.sort(), [
            "Pulumi.dev.yaml landing-zone:environment.extra",
            "Pulumi.dev.yaml landing-zone:environment.network.natGateways",
            "Pulumi.dev.yaml landing-zone:region",
        ]);
    });

    it("judges the rest although a key is misspelt or a range is wrong", () => {
        const places = problemsAfter("dev", (values) => {
            values.environment.extra = 1;
            values.environment.network.zones = ["euc1-az1", "euw1-az2"];
        }).map(({ place }) => place);
        assert.deepEqual(places, [
            "Pulumi.dev.yaml landing-zone:environment.extra",
            "Pulumi.dev.yaml landing-zone:environment.network.zones[0]",
        ]);
        const both = problemsAfter("dev", (values) => {
            values.environment.network.cidr = "10.16.0.1/16";
            values.environment.network.natGateways = "two";
            values.environment.compute.storefront.tier = "nowhere";
        });
        assert.deepEqual(both.map(({ place }) => place.split(".").at(-1)).sort(), ["cidr", "natGateways", "tier"]);
        const accounts = problemsAfter("org", (values) => {
            values.organization.managementAccountId = 7;
            values.organization.accounts.network.email = values.organization.accounts["log-archive"].email;
            values.organization.accounts.network.organizationalUnit = "Nowhere";
        });
        assert.deepEqual(
            accounts.map(({ place }) => place.split(".").at(-1)),
            ["managementAccountId", "email", "organizationalUnit"],
        );
    });

    it("judges the sections although there is one too many", () => {
        const places = problemsAfter("dev", (values) => {
            values.organization = valuesOf("org").organization;
            values.environment.compute.storefront.tier = "nowhere";
        }).map(({ place }) => place);
        assert.deepEqual(places, ["Pulumi.dev.yaml", `${environment}.compute.storefront.tier`]);
    });

    it("says nothing of values that rest on a wrong one", () => {
        const places = (change: (values: ReturnType<typeof valuesOf>) => void) =>
            problemsAfter("dev", change).map(({ place }) => place);
        assert.deepEqual(
            places((values) => {
                values.region = "nowhere";
            }),
            ["Pulumi.dev.yaml landing-zone:region"],
        );
        assert.deepEqual(
            places((values) => {
                values.environment.network.tiers.app.type = "hidden";
            }),
            [`${environment}.network.tiers.app.type`],
        );
        assert.deepEqual(
            places((values) => {
                values.environment.network = 7;
            }),
            [`${environment}.network`],
        );
    });
});
