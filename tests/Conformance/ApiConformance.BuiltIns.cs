using System.Text;
using System.Text.Json;

namespace Slipway.Conformance;

/// <summary>What the server gives to built-in kinds and forbids them.</summary>
public abstract partial class ApiConformance
{
    [Fact]
    public async Task A_Deployment_and_its_pods_get_the_defaults_of_the_server()
    {
        var spec = (await Client.ApplyAsync(Deployment(("web", "web:1"), ("moving", "moving")), As("one"), None)).Spec;
        (spec.Strategy!.Type, spec.Strategy.RollingUpdate!.MaxSurge!.Value.Value, spec.RevisionHistoryLimit).ShouldBe(("RollingUpdate", "25%", 10));
        (spec.Template!.Spec!.RestartPolicy, spec.Template.Spec.TerminationGracePeriodSeconds).ShouldBe(("Always", 30L));
        spec.Template.Spec.Containers!.Select(container => container.ImagePullPolicy).ShouldBe(["IfNotPresent", "Always"]);
        spec.Template.Spec.Containers![0].TerminationMessagePath.ShouldBe("/dev/termination-log");
    }

    [Fact]
    public async Task Applying_a_Deployment_twice_changes_nothing_despite_defaults()
    {
        var first = await Client.ApplyAsync(Deployment(("web", "web:1")), As("one"), None);
        var second = await Client.ApplyAsync(Deployment(("web", "web:1")), As("one"), None);
        second.Metadata.Generation.ShouldBe(first.Metadata.Generation);
    }

    [Fact]
    public async Task The_selector_of_a_Deployment_cannot_be_changed()
    {
        await Client.ApplyAsync(Deployment(("web", "web:1")), As("one"), None);
        var change = Merge("""{"spec":{"selector":{"matchLabels":{"app":"e"}},"template":{"metadata":{"labels":{"app":"e"}}}}}""");
        var refusal = await RefusedAsync(422, "Invalid", () => Client.PatchAsync<V1Deployment>("d", Namespace, change, WriteOptions.Default, None));
        refusal.Message.ShouldContain("field is immutable");
    }

    [Fact]
    public async Task The_selector_of_a_Deployment_must_match_its_pods()
    {
        var deployment = Deployment(("web", "web:1"));
        deployment.Spec.Template!.Metadata!.Labels = new(StringComparer.Ordinal) { ["app"] = "other" };
        var refusal = await RefusedAsync(422, "Invalid", () => Client.CreateAsync(deployment, WriteOptions.Default, None));
        refusal.Message.ShouldContain("`selector` does not match template `labels`");
    }

    [Fact]
    public async Task A_Service_gets_an_address_and_keeps_it()
    {
        var created = await Client.ApplyAsync(Service(), As("one"), None);
        created.Spec.ClusterIP.ShouldNotBeNullOrEmpty();
        created.Spec.Ports![0].TargetPort.ShouldBe(80);

        var service = Service();
        service.Spec.Ports![0].TargetPort = 8080;
        var changed = await Client.ApplyAsync(service, As("one"), None);
        (changed.Spec.ClusterIP, changed.Spec.Ports!.Count, changed.Spec.Ports[0].TargetPort!.Value.Value).ShouldBe((created.Spec.ClusterIP, 1, "8080"));
    }

    // Servers before 1.21 know it as policy/v1beta1.
    [Fact]
    public async Task A_PodDisruptionBudget_looks_the_same_on_every_server()
    {
        var budget = new V1PodDisruptionBudget
        {
            Metadata = new V1ObjectMeta { Name = "b", Namespace = Namespace },
            Spec = new() { MaxUnavailable = "10%", Selector = new() { MatchLabels = new(StringComparer.Ordinal) { ["app"] = "d" } } },
        };

        var applied = await Client.ApplyAsync(budget, As("one"), None);
        var again = await Client.ApplyAsync(budget, As("one"), None);
        var listed = (await Client.ListAsync<V1PodDisruptionBudget>(Namespace, new ListOptions(), None)).Items.ShouldHaveSingleItem();

        again.Metadata.Generation.ShouldBe(applied.Metadata.Generation);
        foreach (var seen in new[] { applied, (await Client.GetAsync<V1PodDisruptionBudget>("b", Namespace, None))!, listed })
            (seen.ApiVersion, seen.Spec.MaxUnavailable!.Value.Value, seen.Spec.Selector!.MatchLabels!["app"]).ShouldBe(("policy/v1", "10%", "d"));
    }

    [Fact]
    public async Task The_data_of_a_ControllerRevision_cannot_be_changed()
    {
        var record = new V1ControllerRevision { Metadata = { Name = "r", Namespace = Namespace }, Revision = 1, Data = JsonElement.Parse("""{"a":1}""") };
        await Client.CreateAsync(record, WriteOptions.Default, None);
        await RefusedAsync(422, "Invalid", () => Client.PatchAsync<V1ControllerRevision>("r", Namespace, Merge("""{"data":{"a":2}}"""), WriteOptions.Default, None));
    }

    [Fact]
    public async Task Plain_data_of_a_secret_is_stored_in_base64()
    {
        var secret = new V1Secret { Metadata = { Name = "s", Namespace = Namespace }, StringData = new(StringComparer.Ordinal) { ["k"] = "ü" } };
        var created = await Client.CreateAsync(secret, WriteOptions.Default, None);
        (created.Type, created.StringData).ShouldBe(("Opaque", null));
        Encoding.UTF8.GetString(Convert.FromBase64String(created.Data!["k"])).ShouldBe("ü");
    }

    [Fact]
    public async Task Events_are_found_by_the_object_they_are_about()
    {
        foreach (var uid in new[] { "one", "two" })
        {
            await Client.CreateAsync(
                new Corev1Event { Metadata = { Name = uid, Namespace = Namespace }, InvolvedObject = new V1ObjectReference { Namespace = Namespace, Uid = uid } },
                WriteOptions.Default,
                None);
        }

        var found = await Client.ListAsync<Corev1Event>(Namespace, new ListOptions { FieldSelector = "involvedObject.uid=two" }, None);
        found.Items.Select(item => item.Metadata.Name).ShouldBe(["two"]);
    }

    [Theory]
    [InlineData("under_score-at-the-end_")]
    [InlineData("longer-than-sixty-three-characters-longer-than-sixty-three-chars")]
    public async Task A_label_that_is_none_is_refused(string value)
    {
        var labelled = ConfigMap("labelled");
        labelled.Metadata.Labels = new(StringComparer.Ordinal) { ["l"] = value };
        await RefusedAsync(422, "Invalid", () => Client.CreateAsync(labelled, WriteOptions.Default, None));
    }

    // The protocol is part of an item's key; servers before 1.21 refuse to apply a port without it.
    private V1Service Service() => new()
    {
        Metadata = { Name = "s", Namespace = Namespace },
        Spec = new V1ServiceSpec
        {
            Selector = new(StringComparer.Ordinal) { ["app"] = "d" },
            Ports = [new V1ServicePort { Name = "http", Port = 80, Protocol = "TCP" }],
        },
    };
}
