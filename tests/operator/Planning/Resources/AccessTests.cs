using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Revisions;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Resources;

/// <summary>What spec.access means outside the gateway.</summary>
public sealed class AccessTests
{
    private readonly World world = new();

    public AccessTests() => world.Settings = world.Settings with { GatewayInstalled = true, GatewayNamespace = "slipway-system" };

    [Fact]
    public void Row_55_replicas_of_a_model_with_access_are_open_to_the_gateway_only()
    {
        world.Change(spec => spec.Access = new() { Concurrency = 1 });
        var from = Inference().From.ShouldHaveSingleItem();

        from.NamespaceSelector!.MatchLabels!["kubernetes.io/metadata.name"].ShouldBe("slipway-system");
        from.PodSelector!.MatchLabels!["app.kubernetes.io/component"].ShouldBe("gateway");
    }

    [Fact]
    public void Replicas_of_a_model_without_access_are_open_to_all() => Inference().From.ShouldBeNull();

    [Fact]
    public void Without_a_gateway_access_is_refused()
    {
        world.Settings = world.Settings with { GatewayInstalled = false };
        world.Change(spec => spec.Access = new() { ApiKeys = new() { SecretName = "ocr-keys" } });

        world.Reconcile();

        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.InvalidSpec);
        world.Condition(ConditionTypes.Stalled).Message.ShouldStartWith("spec.access needs the gateway");
        world.Deployments.ShouldBeEmpty();
    }

    [Fact]
    public void A_change_of_access_restarts_nothing()
    {
        var before = RevisionHash.Of(world.Model.Spec);
        world.Change(spec => spec.Access = new() { RateLimit = new() { RequestsPerSecond = 5 } });

        RevisionHash.Of(world.Model.Spec).ShouldBe(before);
    }

    private V1NetworkPolicyIngressRule Inference() => world.Reconcile().Apply.OfType<V1NetworkPolicy>().ShouldHaveSingleItem().Spec.Ingress!
        .Where(rule => rule.Ports!.Exists(port => port.Port == RuntimePorts.Http)).ShouldHaveSingleItem();
}
