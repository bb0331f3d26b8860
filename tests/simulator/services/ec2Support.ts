import assert from "node:assert/strict";
import { AwsError } from "../../../simulator/kernel/errors";
import type { Properties } from "../../../simulator/kernel/values";
import { type Entity, World } from "../../../simulator/kernel/world";
import { autoscaling } from "../../../simulator/services/autoscaling";
import { ec2 } from "../../../simulator/services/ec2/ec2";
import { iam } from "../../../simulator/services/iam";
import { organizations } from "../../../simulator/services/organizations";
import { ram } from "../../../simulator/services/ram";
import { ssm } from "../../../simulator/services/ssm";
import { account, CheckFailed, type Driver } from "../support";

export const services = [autoscaling, ec2, iam, organizations, ram, ssm];
export const owner = "111122223333";
export const region = "eu-west-1";

/** Drives one account; short names for what every test makes. */
export class Network {
    private count = 0;
    constructor(
        readonly world = new World(),
        readonly id = owner,
        at = region,
    ) {
        this.aws = account(world, { account: id, region: at, services });
    }
    readonly aws: Driver;

    /** `make("ec2/vpc:Vpc", {…})`; each gets a name of its own unless told. */
    make(type: string, inputs: Properties, name = `thing-${this.id}-${++this.count}`): Entity {
        return this.aws.create(`aws:${type}`, name, inputs);
    }
    vpc(inputs: Properties = {}): Entity {
        return this.make("ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", ...inputs });
    }
    subnet(vpcId: string, cidrBlock = "10.0.0.0/24", inputs: Properties = {}): Entity {
        return this.make("ec2/subnet:Subnet", { vpcId, cidrBlock, availabilityZone: `${region}a`, ...inputs });
    }
    group(vpcId: string, inputs: Properties = {}): Entity {
        return this.make("ec2/securityGroup:SecurityGroup", { vpcId, ...inputs });
    }
}

/** AWS refuses with this code. */
export function refused(code: string, act: () => unknown, message = /./): void {
    assert.throws(act, (error: unknown) => {
        assert.ok(error instanceof AwsError, String(error));
        assert.equal(error.details.code, code, error.message);
        assert.match(error.message, message);
        return true;
    });
}

/** Check refuses, at this property. */
export function refusedInput(property: string, reason: RegExp, act: () => unknown): void {
    assert.throws(act, (error: unknown) => {
        assert.ok(error instanceof CheckFailed, String(error));
        const found = error.problems.find((problem) => problem.property === property);
        assert.ok(found, `no problem at ${property}: ${error.message}`);
        assert.match(found.reason, reason);
        return true;
    });
}
