using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;

namespace Slipway.Planning.Tests.Resources;

public sealed class OwnerTests
{
    [Theory]
    [InlineData("slipway.dev/v1alpha1", "ModelDeployment", "ocr", "1", true, nameof(Ownership.Ours))]
    [InlineData("slipway.dev/v1beta1", "ModelDeployment", "ocr", "1", true, nameof(Ownership.Ours))]
    [InlineData("slipway.dev/v1alpha1", "ModelDeployment", "ocr", "0", true, nameof(Ownership.Leftover))]
    [InlineData("slipway.dev/v1alpha1", "ModelDeployment", "other", "0", true, nameof(Ownership.Foreign))]
    [InlineData("example.com/v1", "ModelDeployment", "ocr", "0", true, nameof(Ownership.Foreign))]
    [InlineData("apps/v1", "Deployment", "ocr", "0", true, nameof(Ownership.Foreign))]
    [InlineData("slipway.dev/v1alpha1", "ModelDeployment", "ocr", "1", false, nameof(Ownership.Foreign))]
    public void Judges_by_the_controlling_owner(string apiVersion, string kind, string name, string uid, bool controller, string expected)
    {
        var service = new V1Service { Metadata = new() { OwnerReferences = [new() { ApiVersion = apiVersion, Kind = kind, Name = name, Uid = uid, Controller = controller }] } };

        Owner.Of(service, Model).ToString().ShouldBe(expected);
    }

    [Fact]
    public void Nobodys_object_is_not_ours() => Owner.Of(new V1Service(), Model).ShouldBe(Ownership.Foreign);

    [Theory]
    [InlineData("slipway", "ocr", nameof(Ownership.Ours))]
    [InlineData("slipway", "other", nameof(Ownership.Foreign))]
    [InlineData("helm", "ocr", nameof(Ownership.Foreign))]
    public void An_orphan_is_known_by_its_labels(string manager, string model, string expected)
    {
        var orphan = new V1Service { Metadata = new() { Labels = new() { [Labels.ManagedBy] = manager, [Labels.Model] = model } } };

        Owner.Of(orphan, Model).ToString().ShouldBe(expected);
    }

    [Fact]
    public void What_is_going_is_a_leftover()
    {
        var going = new V1Service
        {
            Metadata = new()
            {
                DeletionTimestamp = DateTimeOffset.UnixEpoch,
                OwnerReferences = [new() { ApiVersion = "slipway.dev/v1alpha1", Kind = "ModelDeployment", Name = "ocr", Uid = "1", Controller = true }],
            },
        };

        Owner.Of(going, Model).ShouldBe(Ownership.Leftover);
    }

    private static ModelDeployment Model => new() { Metadata = new() { Name = "ocr", Namespace = "n", Uid = "1" } };
}
