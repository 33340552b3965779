using Slipway.Api;
using Slipway.Controllers.Applying;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Applying;

public sealed class ApplyFailureTests
{
    [Theory]
    [InlineData(403, "pods \"a\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2", Reasons.QuotaExceeded)]
    [InlineData(403, "deployments.apps \"a\" is forbidden: User \"system:serviceaccount:s:s\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"n\"", Reasons.Forbidden)]
    [InlineData(403, "pods \"a\" is forbidden: violates PodSecurity \"restricted:latest\"", Reasons.AdmissionRefused)]
    [InlineData(403, "admission webhook \"policy.example.com\" denied the request: no", Reasons.AdmissionRefused)]
    [InlineData(400, "admission webhook \"policy.example.com\" denied the request: no", Reasons.AdmissionRefused)]
    [InlineData(500, "Internal error occurred: failed calling webhook \"policy.example.com\": no endpoints available", Reasons.ApplyFailed)]
    [InlineData(500, "failed to create typed patch object: .spec.template.spec.affinity.nodeAfinity: field not declared in schema", Reasons.ApplyFailed)]
    [InlineData(422, "Deployment.apps \"a\" is invalid: spec.template: Invalid value", Reasons.ApplyFailed)]
    public void Names_what_a_person_can_act_on(int code, string message, string reason)
    {
        var failure = ApplyFailure.Of(Refused(code, message));

        failure.Reason.ShouldBe(reason);
        failure.IsTransient.ShouldBeFalse();
        failure.Message.ShouldContain(message);
        failure.Message.ShouldContain("apply deployments.apps n/a");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(408)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(409)]
    public void A_busy_server_is_transient(int code) => ApplyFailure.Of(Refused(code, "busy")).IsTransient.ShouldBeTrue();

    [Fact]
    public void A_server_that_says_when_to_come_back_is_busy() =>
        ApplyFailure.Of(new KubernetesApiException("apply", new V1Status { Code = 500 }, TimeSpan.FromSeconds(3))).IsTransient.ShouldBeTrue();

    [Fact]
    public void A_server_out_of_reach_is_transient() => ApplyFailure.Of(new HttpRequestException("refused")).IsTransient.ShouldBeTrue();

    [Fact]
    public void Nothing_is_wrong_when_the_namespace_is_being_deleted()
    {
        var status = new V1Status { Code = 403, Message = "forbidden", Details = new() { Causes = [new() { Reason = "NamespaceTerminating" }] } };

        ApplyFailure.Of(new KubernetesApiException("create", status)).IsTransient.ShouldBeTrue();
    }

    private static KubernetesApiException Refused(int code, string message) =>
        new("apply deployments.apps n/a", new V1Status { Code = code, Message = message });
}
