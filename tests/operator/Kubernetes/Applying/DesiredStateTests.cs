using System.Text.Json;
using Slipway.Kubernetes.Applying;

namespace Slipway.Kubernetes.Tests.Applying;

public sealed class DesiredStateTests
{
    [Theory]
    [InlineData("""{"spec":{"a":1,"extra":2},"status":{"x":1}}""", """{"spec":{"a":1}}""")]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":1.0,"b":null,"c":"","d":{},"e":[],"f":{"g":{"h":null}}}}""")]
    [InlineData("""{"metadata":{"name":"a","resourceVersion":"5"}}""", """{"metadata":{"name":"a","resourceVersion":"4","creationTimestamp":null},"status":{"y":1}}""")]
    [InlineData("""{"resources":{"limits":{"cpu":"1","memory":"4Gi"}}}""", """{"resources":{"limits":{"cpu":"1000m","memory":"4096Mi"}}}""")]
    [InlineData("""{"spec":{"hard":{"cpu":"2"}}}""", """{"spec":{"hard":{"cpu":2}}}""")]
    [InlineData("""{"emptyDir":{"sizeLimit":"1Gi"}}""", """{"emptyDir":{"sizeLimit":"1024Mi"}}""")]
    [InlineData("""{"spec":{"renewTime":"2030-01-02T03:04:05.000000Z"}}""", """{"spec":{"renewTime":"2030-01-02T04:04:05+01:00"}}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"hostNetwork":false,"initialDelaySeconds":0}}""")]
    public void What_the_server_writes_differently_is_covered(string live, string desired) => Difference(live, desired).ShouldBeNull();

    [Theory]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":2}}""", "spec.a")]
    [InlineData("""{"spec":{}}""", """{"spec":{"a":{"b":{"c":1}}}}""", "spec.a")]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":"1"}}""", "spec.a")]
    [InlineData("""{"spec":{"a":"x"}}""", """{"spec":{"a":{}}}""", "spec.a")]
    [InlineData("""{"metadata":{"labels":{"a":"1"}}}""", """{"metadata":{"labels":{"a":"1","b":"2"}}}""", "metadata.labels.b")]
    [InlineData("""{"metadata":{}}""", """{"metadata":{"annotations":{"a":""}}}""", "metadata.annotations")]
    [InlineData("""{"metadata":{"annotations":{"at":"2030-01-02T03:04:05Z"}}}""", """{"metadata":{"annotations":{"at":"2030-01-02T04:04:05+01:00"}}}""", "metadata.annotations.at")]
    [InlineData("""{"limits":{"cpu":"1"}}""", """{"limits":{"cpu":"1001m"}}""", "limits.cpu")]
    [InlineData("""{"spec":{}}""", """{"spec":{"replicas":0}}""", "spec.replicas")]
    [InlineData("""{"spec":{}}""", """{"spec":{"automountServiceAccountToken":false}}""", "spec.automountServiceAccountToken")]
    [InlineData("""{"volumes":[{"name":"v"}]}""", """{"volumes":[{"name":"v","emptyDir":{}}]}""", "volumes[name=v].emptyDir")]
    public void What_an_apply_would_change_is_named(string live, string desired, string path) => Difference(live, desired).ShouldBe(path);

    [Theory]
    [InlineData("""{"spec":{"image":"1"}}""", null)]
    [InlineData("""{"spec":{"image":"1","replicas":3}}""", "spec.replicas")]
    public void Row_20_replicas_that_a_scaler_set_are_no_difference_unless_they_are_desired(string desired, string? path) =>
        Difference("""{"spec":{"image":"1","replicas":7}}""", desired).ShouldBe(path);

    [Theory]
    [InlineData("""{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""", """{"containers":[{"name":"b"},{"name":"a","image":"1"}]}""", null)]
    [InlineData("""{"containers":[{"name":"sidecar"},{"name":"a","image":"1"}]}""", """{"containers":[{"name":"a","image":"2"}]}""", "containers[name=a].image")]
    [InlineData("""{"containers":[{"name":"a"}]}""", """{"containers":[{"name":"b"}]}""", "containers[name=b]")]
    [InlineData("""{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"}]}]}""", """{"containers":[{"name":"a","ports":[{"containerPort":80}]}]}""", null)]
    [InlineData("""{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y"}]}]}""", """{"containers":[{"name":"a","env":[{"name":"Y"},{"name":"X","value":"2"}]}]}""", "containers[name=a].env[name=X].value")]
    [InlineData("""{"spec":{"ports":[{"port":80,"protocol":"TCP","targetPort":80}]}}""", """{"spec":{"ports":[{"port":80,"targetPort":"http"}]}}""", "spec.ports[port=80,protocol=TCP].targetPort")]
    [InlineData("""{"volumeMounts":[{"mountPath":"/a","name":"x"},{"mountPath":"/b","name":"x"}]}""", """{"volumeMounts":[{"mountPath":"/b","name":"x"}]}""", null)]
    [InlineData("""{"metadata":{"finalizers":["b","a"]}}""", """{"metadata":{"finalizers":["a"]}}""", null)]
    [InlineData("""{"metadata":{"finalizers":["b"]}}""", """{"metadata":{"finalizers":["a"]}}""", "metadata.finalizers[a]")]
    public void Keyed_lists_are_compared_by_key(string live, string desired, string? path) => Difference(live, desired).ShouldBe(path);

    [Theory]
    [InlineData("""{"args":["a","b"]}""", """{"args":["a","b"]}""", null)]
    [InlineData("""{"args":["a","b"]}""", """{"args":["b","a"]}""", "args[0]")]
    [InlineData("""{"args":["a","b"]}""", """{"args":["a"]}""", "args")]
    [InlineData("""{"args":["a"]}""", """{"args":[]}""", "args")]
    [InlineData("""{"tolerations":[{"key":"gpu","tolerationSeconds":5}]}""", """{"tolerations":[{"key":"gpu"}]}""", "tolerations[0].tolerationSeconds")]
    [InlineData("""{"ingress":[{"ports":[{"port":80,"protocol":"TCP"}]}]}""", """{"ingress":[{"ports":[{"port":80}]}]}""", null)]
    [InlineData("""{"ingress":[{"ports":[{"port":80,"protocol":"UDP"}]}]}""", """{"ingress":[{"ports":[{"port":80}]}]}""", "ingress[0].ports[0].protocol")]
    [InlineData("""{"ingress":[{"from":[{"podSelector":{"matchLabels":{"a":"1","b":"2"}}}]}]}""", """{"ingress":[{"from":[{"podSelector":{"matchLabels":{"a":"1"}}}]}]}""", "ingress[0].from[0].podSelector.matchLabels.b")]
    public void Other_lists_are_compared_whole(string live, string desired, string? path) => Difference(live, desired).ShouldBe(path);

    [Theory]
    [InlineData("""{"spec":{"kept":1}}""", "spec.dropped")]
    [InlineData("""{"spec":{"kept":1,"dropped":2}}""", "spec.containers")]
    [InlineData("""{"spec":{"kept":1,"dropped":2,"containers":[{"name":"a"}]}}""", "spec.containers[name=a].value")]
    [InlineData("""{"spec":{"kept":1,"dropped":2,"containers":[{"name":"a","value":"v"}]}}""", null)]
    public void A_field_that_the_manager_applied_and_no_longer_desires_is_named(string desired, string? path)
    {
        const string live = """
            {"metadata":{"managedFields":[
              {"manager":"other","operation":"Apply","fieldsV1":{"f:spec":{"f:theirs":{}}}},
              {"manager":"me","operation":"Apply","fieldsV1":{"f:spec":{"f:kept":{},"f:dropped":{},
                "f:containers":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:value":{}}}}}}]},
             "spec":{"kept":1,"dropped":2,"theirs":3,"containers":[{"name":"a","value":"v"}]}}
            """;
        DesiredState.FirstDifference(JsonElement.Parse(live), JsonElement.Parse(desired), "me").ShouldBe(path);
    }

    private static string? Difference(string live, string desired)
    {
        var covered = DesiredState.Covers(JsonElement.Parse(live), JsonElement.Parse(desired), out var difference);
        covered.ShouldBe(difference is null);
        return difference;
    }
}
