using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Generation;
using Slipway.Kubernetes.Schemas;

namespace Slipway.Api.Tests.Generation;

public sealed class CrdTests
{
    private static readonly Manifest Crd = CrdGenerator.Generate(typeof(ModelDeployment));

    [Fact]
    public void The_checked_in_definition_is_the_one_that_the_types_give()
    {
        var file = Path.Combine(Repository.Root, "crds", Crd.FileName);

        (File.Exists(file) ? File.ReadAllText(file) : "").ShouldBe(Crd.ToYaml(), $"{file} is not what the code gives: run `slipway generate crds`");
    }

    // kubectl apply keeps a copy in an annotation, and all annotations together have 256 KiB.
    [Fact]
    public void The_definition_is_small() => Encoding.UTF8.GetByteCount(Crd.ToJson()).ShouldBeLessThan(128 << 10);

    [Fact]
    public void Every_field_is_described()
    {
        var bare = Fields(Schema(), "").Where(field => !field.Schema.ContainsKey("description")).Select(field => field.Path)
            // Fields of built-in types are explained by Kubernetes itself.
            .Where(path => path.StartsWith(".spec", StringComparison.Ordinal) && !path.StartsWith(".spec.scheduling.", StringComparison.Ordinal));

        bare.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_passes_the_schema(string file)
    {
        var example = Yaml.Read(File.ReadAllText(Path.Combine(Repository.Root, "examples", file)));

        SchemaValidator.Validate(Schema(), example).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"model":{}}""", "spec.model.uri")]
    [InlineData("""{"model":{"uri":"https://models.example/../etc"}}""", "spec.model.uri")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"replicas":1001}""", "spec.replicas")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"replicas":-1}""", "spec.replicas")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"runtime":{"executionProviders":["TPU"]}}""", "spec.runtime.executionProviders[0]")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"resources":{"gpu":{"count":65}}}""", "spec.resources.gpu.count")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"rollout":{"scaleDownDelay":"1 day"}}""", "spec.rollout.scaleDownDelay")]
    [InlineData("""{"model":{"uri":"https://models.example/a"},"rollout":{"historyLimit":101}}""", "spec.rollout.historyLimit")]
    [InlineData("""{"model":{"uri":"https://models.example/a","version":"a\nb"}}""", "spec.model.version")]
    public void The_schema_refuses(string spec, string path)
    {
        var model = new JsonObject { ["apiVersion"] = "slipway.dev/v1alpha1", ["kind"] = "ModelDeployment", ["spec"] = JsonNode.Parse(spec) };

        SchemaValidator.Validate(Schema(), model).Select(violation => violation.Path).ShouldContain(path);
    }

    public static TheoryData<string> Examples() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml").Select(file => Path.GetFileName(file)!)];

    private static JsonObject Schema() => Crd.ToJsonObject()["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!.AsObject();

    private static IEnumerable<(string Path, JsonObject Schema)> Fields(JsonObject schema, string path)
    {
        foreach (var (name, node) in schema["properties"]?.AsObject() ?? [])
        {
            yield return ($"{path}.{name}", node!.AsObject());
            foreach (var inner in Fields(node.AsObject(), $"{path}.{name}"))
                yield return inner;
        }
    }
}
