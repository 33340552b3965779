using System.Text;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Generation;

namespace Slipway.Kubernetes.Tests.Generation;

public sealed class CrdGeneratorTests
{
    [Fact]
    public void A_kind_with_every_attribute_gives_the_golden_definition() =>
        GoldenFile.ShouldMatch(CrdGenerator.Generate(typeof(Widget)).ToYaml(), "example.dev_widgets.yaml");

    [Fact]
    public void Names_the_file_after_group_and_plural() =>
        CrdGenerator.Generate(typeof(Widget)).FileName.ShouldBe("example.dev_widgets.yaml");

    [Fact]
    public void Generating_twice_gives_the_same_bytes() =>
        CrdGenerator.Generate(typeof(Widget)).ToJson().ShouldBe(CrdGenerator.Generate(typeof(Widget)).ToJson());

    [Fact]
    public void Yaml_and_json_hold_the_same_object()
    {
        var manifest = CrdGenerator.Generate(typeof(Widget));
        JsonNode.DeepEquals(YamlReader.Read(manifest.ToYaml()), JsonNode.Parse(manifest.ToJson())).ShouldBeTrue();
    }

    [Fact]
    public void Leaves_out_rules_for_servers_that_do_not_know_them()
    {
        var options = new CrdOptions { IncludeValidationRules = false };
        CrdGenerator.Generate(options, typeof(Widget)).ToJson().ShouldNotContain("x-kubernetes-validations");
    }

    [Fact]
    public void The_status_alone_gives_the_status_subresource()
    {
        var version = Version(CrdGenerator.Generate(typeof(Plain)));
        version["subresources"]!.ToJsonString().ShouldBe("""{"status":{}}""");
        version["schema"]!["openAPIV3Schema"]!["required"].ShouldBeNull();
    }

    [Fact]
    public void A_spec_with_required_fields_is_itself_required() =>
        Version(CrdGenerator.Generate(typeof(Widget)))["schema"]!["openAPIV3Schema"]!["required"]!.ToJsonString().ShouldBe("""["spec"]""");

    [Fact]
    public void Of_several_versions_the_marked_one_is_stored()
    {
        var versions = CrdGenerator.Generate(typeof(GadgetV2), typeof(GadgetV1)).ToJsonObject()["spec"]!["versions"]!.AsArray();
        versions.Select(version => (version!["name"]!.GetValue<string>(), version["storage"]!.GetValue<bool>()))
            .ShouldBe([("v2", false), ("v1", true)]);
    }

    [Theory]
    [InlineData(typeof(GadgetV2), typeof(Plain), "differ in group, kind, plural or scope")]
    [InlineData(typeof(GadgetV2), typeof(GadgetV2), "Exactly one of 2 versions must be marked [StorageVersion], not 0")]
    [InlineData(typeof(MisplacedPattern), null, "Count: [Pattern] does not fit Nullable`1")]
    [InlineData(typeof(BadDefault), null, "spec.level in BadDefault breaks its own schema")]
    [InlineData(typeof(BadKey), null, "Items: [ListMap] does not fit List`1")]
    [InlineData(typeof(Recursive), null, "contains itself")]
    [InlineData(typeof(NoSchema), null, "has no schema")]
    public void Refuses_types_that_make_no_valid_definition(Type first, Type? second, string why)
    {
        Type[] types = second is null ? [first] : [first, second];
        Should.Throw<InvalidOperationException>(() => CrdGenerator.Generate(types)).Message.ShouldContain(why);
    }

    [Fact]
    public void Refuses_to_generate_nothing() => Should.Throw<InvalidOperationException>(() => CrdGenerator.Generate());

    [Fact]
    public void Stays_far_below_the_limit_of_an_annotation() =>
        Encoding.UTF8.GetByteCount(CrdGenerator.Generate(typeof(Widget)).ToJson()).ShouldBeLessThan(262_144 / 8);

    private static JsonObject Version(Manifest manifest) => manifest.ToJsonObject()["spec"]!["versions"]![0]!.AsObject();

    [KubernetesEntity(Group = "example.dev", Kind = "Plain")]
    private sealed class Plain : CustomKubernetesEntity<Empty, Empty>;

    [KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Gadget"), StorageVersion]
    private sealed class GadgetV1 : CustomKubernetesEntity<Empty, Empty>;

    [KubernetesEntity(Group = "example.dev", ApiVersion = "v2", Kind = "Gadget")]
    private sealed class GadgetV2 : CustomKubernetesEntity<Empty, Empty>;

    [KubernetesEntity(Group = "example.dev", Kind = "Bad")]
    private sealed class MisplacedPattern : CustomKubernetesEntity<MisplacedPattern.Body, Empty>
    {
        public sealed class Body
        {
            [Pattern("x")]
            public int? Count { get; set; }
        }
    }

    [KubernetesEntity(Group = "example.dev", Kind = "Bad")]
    private sealed class BadDefault : CustomKubernetesEntity<BadDefault.Body, Empty>
    {
        public sealed class Body
        {
            [RangeMinimum(1), DefaultValue("0")]
            public int? Level { get; set; }
        }
    }

    [KubernetesEntity(Group = "example.dev", Kind = "Bad")]
    private sealed class BadKey : CustomKubernetesEntity<BadKey.Body, Empty>
    {
        public sealed class Body
        {
            [ListMap("missing")]
            public List<WidgetPart>? Items { get; set; }
        }
    }

    [KubernetesEntity(Group = "example.dev", Kind = "Bad")]
    private sealed class Recursive : CustomKubernetesEntity<Recursive.Body, Empty>
    {
        public sealed class Body
        {
            public List<Body>? Children { get; set; }
        }
    }

    [KubernetesEntity(Group = "example.dev", Kind = "Bad")]
    private sealed class NoSchema : CustomKubernetesEntity<NoSchema.Body, Empty>
    {
        public sealed class Body
        {
            public TimeSpan? Wait { get; set; }
        }
    }

    private sealed class Empty;
}
