using System.Text.Json;
using Slipway.Api;
using Slipway.Planning.Revisions;

namespace Slipway.Planning.Tests.Revisions;

public sealed class RevisionHashTests
{
    /// <summary>These values are a promise: if one changes, an operator upgrade restarts every such model.</summary>
    [Theory]
    [InlineData("""{"model":{"uri":"https://models.example/a.onnx"}}""", "4accf94f9c")]
    [InlineData("""{"model":{"uri":"s3://models/ocr/2/","version":"2"},"resources":{"gpu":{"count":1},"limits":{"memory":"4Gi"}}}""", "daf646e3f7")]
    public void The_hash_of_a_spec_never_changes(string spec, string revision) => Of(spec).ShouldBe(revision);

    [Theory]
    [InlineData("a null", """{"runtime":null}""")]
    [InlineData("an empty object", """{"runtime":{},"resources":{"requests":{}},"scheduling":{"nodeSelector":{},"tolerations":[],"affinity":{}},"podTemplate":{"metadata":{},"spec":{}}}""")]
    [InlineData("the default provider", """{"runtime":{"executionProviders":["CPU"]}}""")]
    [InlineData("no GPUs", """{"resources":{"gpu":{"count":0}}}""")]
    [InlineData("replicas", """{"replicas":7}""")]
    [InlineData("the rollout", """{"rollout":{"progressDeadline":"1m"}}""")]
    public void What_shapes_no_pod_is_no_new_revision(string what, string addition) =>
        Of(addition).ShouldBe(Of("{}"), what);

    [Theory]
    [InlineData("""{"resources":{"limits":{"cpu":"1000m"}}}""", """{"resources":{"limits":{"cpu":1}}}""")]
    [InlineData("""{"resources":{"limits":{"memory":"4Gi"}}}""", """{"resources":{"limits":{"memory":"4096Mi"}}}""")]
    [InlineData("""{"resources":{"gpu":{"count":2}}}""", """{"resources":{"gpu":{"resource":"nvidia.com/gpu","count":2}},"runtime":{"executionProviders":["CUDA"]}}""")]
    [InlineData("""{"podTemplate":{"spec":{"dnsPolicy":"None","hostAliases":[]}}}""", """{"podTemplate":{"spec":{"hostAliases":[],"dnsPolicy":"None"}}}""")]
    public void Two_ways_to_write_the_same_are_one_revision(string one, string other) => Of(one).ShouldBe(Of(other));

    [Theory]
    [InlineData("""{"model":{"uri":"https://models.example/b.onnx"}}""")]
    [InlineData("""{"model":{"uri":"https://models.example/a.onnx","version":"2"}}""")]
    [InlineData("""{"runtime":{"image":"x:2"}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"2"}}}""")]
    [InlineData("""{"scheduling":{"nodeSelector":{"a":"b"}}}""")]
    [InlineData("""{"podTemplate":{"spec":{"volumes":[{"name":"x","emptyDir":{}}]}}}""")]
    [InlineData("""{"runtime":{"executionProviders":["CPU"],"aFieldOfTomorrow":1}}""")]
    public void Whatever_shapes_a_pod_is_a_new_revision(string addition) => Of(addition).ShouldNotBe(Of("{}"));

    private static string Of(string json)
    {
        var spec = JsonSerializer.Deserialize(json, ApiJsonContext.Default.ModelDeploymentSpec)!;
        if (spec.Model.Uri.Length == 0)
            spec.Model = new ModelSpec { Uri = "https://models.example/a.onnx" };
        return RevisionHash.Of(spec);
    }
}
