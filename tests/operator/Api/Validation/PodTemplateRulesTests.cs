using System.Text.Json;
using Slipway.Api.Validation;

namespace Slipway.Api.Tests.Validation;

public sealed class PodTemplateRulesTests
{
    [Theory]
    [InlineData("""{"hostNetwork":true}""")]
    [InlineData("""{"hostPID":true}""")]
    [InlineData("""{"hostIPC":false}""")]
    [InlineData("""{"nodeName":"node1"}""")]
    [InlineData("""{"serviceAccountName":"admin"}""")]
    [InlineData("""{"automountServiceAccountToken":true}""")]
    [InlineData("""{"tolerationz":[]}""")]
    [InlineData("""{"securityContext":{"runAsNonRoot":false}}""")]
    [InlineData("""{"securityContext":{"runAsUser":0}}""")]
    [InlineData("""{"securityContext":{"seccompProfile":{"type":"Unconfined"}}}""")]
    [InlineData("""{"securityContext":{"sysctls":[{"name":"a","value":"b"}]}}""")]
    [InlineData("""{"securityContext":null}""")]
    [InlineData("""{"volumes":[{"name":"x","hostPath":{"path":"/"}}]}""")]
    [InlineData("""{"volumes":[{"name":"x","nfs":{"server":"a","path":"/"}}]}""")]
    [InlineData("""{"volumes":[{"name":"x","projected":{"sources":[{"serviceAccountToken":{"path":"t"}}]}}]}""")]
    [InlineData("""{"volumes":[{"name":"credentials","emptyDir":{}}]}""")]
    [InlineData("""{"volumes":[{"name":"pin","emptyDir":{}}]}""")]
    [InlineData("""{"volumes":["x"]}""")]
    [InlineData("""{"containers":{"name":"runtime"}}""")]
    [InlineData("""{"containers":[{"name":"runtime","image":"other"}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","command":["sh"]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","args":["serve"]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","lifecycle":{}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","resources":{}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","envFrom":[]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","securityContext":null}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","securityContext":{"privileged":true}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","securityContext":{"readOnlyRootFilesystem":false}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","securityContext":{"capabilities":{"add":["SYS_ADMIN"]}}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","securityContext":{"capabilities":{"drop":[]}}}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","env":[{"name":"LD_PRELOAD","value":"/x.so"}]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","env":[{"name":"DOTNET_STARTUP_HOOKS","value":"/x.dll"}]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","env":[{"name":"CORECLR_PROFILER_PATH","value":"/x.so"}]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","volumeMounts":[{"name":"x","mountPath":"/mnt/models/a"}]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","volumeMounts":[{"name":"x","mountPath":"/app"}]}]}""")]
    [InlineData("""{"containers":[{"name":"runtime","volumeMounts":[{"name":"x","mountPath":"/"}]}]}""")]
    [InlineData("""{"containers":[{"image":"x"}]}""")]
    [InlineData("""{"containers":[{"name":"side"}]}""")]
    [InlineData("""{"containers":[{"name":"side","image":"x","securityContext":{"privileged":true}}]}""")]
    [InlineData("""{"containers":[{"name":"side","image":"x","ports":[{"containerPort":1,"hostPort":1}]}]}""")]
    [InlineData("""{"containers":[{"name":"side","image":"x","envFrom":[{"secretRef":{"name":"s"}}]}]}""")]
    [InlineData("""{"initContainers":[{"name":"i","image":"x","securityContext":{"runAsUser":0}}]}""")]
    [InlineData("""{"nodeSelector":["gpu"]}""")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public void The_escape_hatch_refuses(string spec) => Check(spec).ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{"containers":[{"name":"runtime","env":[{"name":"OMP_NUM_THREADS","value":4}]}]}""", "spec.podTemplate.spec.containers[0].env[0].value")]
    [InlineData("""{"terminationGracePeriodSeconds":"60"}""", "spec.podTemplate.spec.terminationGracePeriodSeconds")]
    public void A_value_of_another_type_is_refused_by_its_path(string spec, string field) => Check(spec).Single().Field.ShouldBe(field);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"containers":[{"name":"runtime","env":[{"name":"OMP_NUM_THREADS","value":"1"}],"volumeMounts":[{"name":"x","mountPath":"/data"}]}],"volumes":[{"name":"x","emptyDir":{}}]}""")]
    [InlineData("""{"containers":[{"name":"side","image":"side:1","args":["x"],"securityContext":{"runAsUser":1000,"readOnlyRootFilesystem":true}}]}""")]
    [InlineData("""{"tolerations":[{"operator":"Exists"}],"schedulerName":"other","hostAliases":[{"ip":"198.18.0.1","hostnames":["store"]}]}""")]
    [InlineData("""{"volumes":[{"name":"cache","persistentVolumeClaim":{"claimName":"cache"}}]}""")]
    public void The_escape_hatch_lets_through(string spec) => Check(spec).ShouldBeEmpty();

    [Theory]
    [InlineData("slipway.dev/model", false)]
    [InlineData("x.slipway.dev/y", false)]
    [InlineData("app.kubernetes.io/name", false)]
    [InlineData("bad key", false)]
    [InlineData("team", true)]
    [InlineData("example.com/team", true)]
    public void Labels_of_the_operator_stay_its_own(string key, bool allowed) =>
        PodTemplateRules.Check(new PodTemplateSpec { Metadata = new PodTemplateMetadata { Labels = new() { [key] = "a" } } }).Any().ShouldBe(!allowed);

    private static IEnumerable<ValidationError> Check(string spec) =>
        PodTemplateRules.Check(new PodTemplateSpec { Spec = JsonDocument.Parse(spec).RootElement });
}
