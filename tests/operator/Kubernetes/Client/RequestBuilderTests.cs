using System.Text;
using System.Text.Json;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class RequestBuilderTests
{
    private static readonly RequestBuilder Deployments = new(EntityDefinition.For<V1Deployment>(), "me");

    [Theory]
    [InlineData(PatchType.Merge, "application/merge-patch+json")]
    [InlineData(PatchType.Json, "application/json-patch+json")]
    [InlineData(PatchType.StrategicMerge, "application/strategic-merge-patch+json")]
    public void Each_patch_format_has_its_content_type(PatchType type, string contentType)
    {
        var request = Deployments.Patch(
            "d", "ns", new Patch(type, JsonElement.Parse("{}")), new WriteOptions { Subresource = "status", DryRun = true });
        request.ContentType.ShouldBe(contentType);
        request.Path.ShouldBe("/apis/apps/v1/namespaces/ns/deployments/d/status?fieldManager=me&dryRun=All");
        request.Operation.ShouldBe("patch deployments.apps ns/d (status)");
    }

    [Fact]
    public void An_apply_claims_only_what_an_apply_may_claim()
    {
        var entity = Deployment();
        var request = Deployments.Apply(entity, new WriteOptions { FieldManager = "other" });
        request.ContentType.ShouldBe("application/apply-patch+yaml");
        request.Path.ShouldBe("/apis/apps/v1/namespaces/ns/deployments/d?fieldManager=other&force=true");
        Encoding.UTF8.GetString(request.Body!).ShouldBe(
            """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"ns"},"spec":{"replicas":1}}""");
    }

    [Fact]
    public void An_apply_of_the_status_claims_nothing_else()
    {
        var request = Deployments.Apply(Deployment(), new WriteOptions { Subresource = "status", Force = false });
        request.Path.ShouldBe("/apis/apps/v1/namespaces/ns/deployments/d/status?fieldManager=me");
        using var body = JsonDocument.Parse(request.Body!);
        body.RootElement.EnumerateObject().Select(member => member.Name).ShouldBe(["apiVersion", "kind", "metadata", "status"], ignoreOrder: true);
    }

    [Fact]
    public void Cluster_scoped_kinds_have_no_namespace()
    {
        var request = new RequestBuilder(EntityDefinition.For<V1Namespace>(), "me").Get("a", "ignored");
        (request.Path, request.Subject).ShouldBe(("/api/v1/namespaces/a", "namespaces a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../secrets")]
    [InlineData("a%2fb")]
    public void A_name_that_would_lead_elsewhere_is_refused(string name)
    {
        Should.Throw<ArgumentException>(() => Deployments.Get(name, "ns"));
        Should.Throw<ArgumentException>(() => Deployments.Get("d", name));
    }

    private static V1Deployment Deployment() => new()
    {
        Metadata = { Name = "d", Namespace = "ns", Generation = 3, CreationTimestamp = DateTimeOffset.UnixEpoch },
        Spec = new V1DeploymentSpec { Replicas = 1 },
        Status = new V1DeploymentStatus { ObservedGeneration = 3 },
    };
}
