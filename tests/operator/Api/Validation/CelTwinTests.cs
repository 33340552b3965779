using System.Reflection;
using System.Text.Json;
using Slipway.Api.Validation;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api.Tests.Validation;

/// <summary>Every CEL rule of the schema has a twin in C# that says the same, since old API servers ignore CEL.</summary>
public sealed class CelTwinTests
{
    /// <summary>For each message: a spec that breaks the rule.</summary>
    private static readonly (string Message, string Spec)[] Violations =
    [
        (ValidationMessages.CudaNeedsGpu, """{"model":{"uri":"https://m.example/a"},"runtime":{"executionProviders":["CUDA"]}}"""),
        (ValidationMessages.CudaNeedsGpu, """{"model":{"uri":"https://m.example/a"},"runtime":{"executionProviders":["CUDA","CPU"]},"resources":{"gpu":{"count":0}}}"""),
        (ValidationMessages.GpuNeedsProvider, """{"model":{"uri":"https://m.example/a"},"runtime":{"executionProviders":["CPU"]},"resources":{"gpu":{"count":1}}}"""),
        (ValidationMessages.CredentialsNeedStore, """{"model":{"uri":"http://m.example/a","credentials":{"secretName":"s"}}}"""),
        (ValidationMessages.CredentialsNeedStore, """{"model":{"uri":"pvc://m/a","credentials":{"secretName":"s"}}}"""),
        (ValidationMessages.ProvidersOnce, """{"model":{"uri":"https://m.example/a"},"runtime":{"executionProviders":["CPU","CPU"]}}"""),
        (ValidationMessages.MaxBatchSizeRange, """{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxBatchSize":0}}}"""),
        (ValidationMessages.MaxBatchSizeRange, """{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxBatchSize":"8"}}}"""),
        (ValidationMessages.MaxQueueDelayMaximum, """{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxQueueDelay":"11s"}}}"""),
        (ValidationMessages.AxisOrShared, """{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"axes":[{"name":"x"}]}}}"""),
        (ValidationMessages.AxisOrShared, """{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"axes":[{"name":"x","axis":1,"shared":true}]}}}"""),
        (ValidationMessages.QueueTimeoutMinimum, """{"model":{"uri":"https://m.example/a"},"runtime":{"queue":{"timeout":"0s"}}}"""),
        (ValidationMessages.GpuOnlyByCount, """{"model":{"uri":"https://m.example/a"},"resources":{"limits":{"nvidia.com/gpu":1}}}"""),
        (ValidationMessages.GpuOnlyByCount, """{"model":{"uri":"https://m.example/a"},"resources":{"gpu":{"count":1,"resource":"amd.com/gpu"},"requests":{"amd.com/gpu":1}}}"""),
        (ValidationMessages.ProgressDeadlineMinimum, """{"model":{"uri":"https://m.example/a"},"rollout":{"progressDeadline":"9s"}}"""),
        (ValidationMessages.StepsNeedCanary, """{"model":{"uri":"https://m.example/a"},"rollout":{"steps":[{"weight":5}]}}"""),
        (ValidationMessages.StepsNeedCanary, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"BlueGreen","steps":[{"weight":5}]}}"""),
        (ValidationMessages.CapacityModeNeedsCanary, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Rolling","capacityMode":"Surge"}}"""),
        (ValidationMessages.CapacityModeNeedsCanary, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Recreate","allowDowntime":true}}"""),
        (ValidationMessages.TrialNeedsGateway, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Recreate","headerRoute":{"name":"x","value":"y"}}}"""),
        (ValidationMessages.TrialNeedsGateway, """{"model":{"uri":"https://m.example/a"},"rollout":{"shadow":{"percent":5}}}"""),
        (ValidationMessages.DeadlinesNeedStrategy, """{"model":{"uri":"https://m.example/a"},"rollout":{"capacityDeadline":"5m"}}"""),
        (ValidationMessages.DeadlinesNeedStrategy, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Rolling","onDeadline":"Wait"}}"""),
        (ValidationMessages.DowntimeExcludesSurge, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","capacityMode":"Surge","allowDowntime":true}}"""),
        (ValidationMessages.AnalysisIntervalMinimum, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"interval":"4s","metrics":[{"name":"ErrorRate","max":"1%"}]}}}"""),
        (ValidationMessages.MetricIsKnown, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"ErrorRate","max":"1%"},{"name":"LatencyP95","max":"100","query":"up"}]}}}"""),
        (ValidationMessages.MetricHasLimit, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"ErrorRate"}]}}}"""),
        (ValidationMessages.MetricQueryFilled, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"queue","query":"up{a='{{pod}}'}","max":"1"}]}}}"""),
        (ValidationMessages.MetricLimitFits, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"ErrorRate","max":"1s"}]}}}"""),
        (ValidationMessages.MetricLimitFits, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"LatencyP99","maxDeltaVsStable":"1%"}]}}}"""),
        (ValidationMessages.MetricLimitFits, """{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"queue","query":"up","max":"1%"}]}}}"""),
        (ValidationMessages.AccessSaysSomething, """{"model":{"uri":"https://m.example/a"},"access":{}}"""),
        (ValidationMessages.ReplicasOrAutoscaling, """{"model":{"uri":"https://m.example/a"},"replicas":3,"autoscaling":{"maxReplicas":4}}"""),
        (ValidationMessages.ExternalDecidesItself, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"class":"External","maxReplicas":4}}"""),
        (ValidationMessages.MaxReplicasNeeded, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"minReplicas":1}}"""),
        (ValidationMessages.MinReplicasAtMostMax, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"minReplicas":5,"maxReplicas":4}}"""),
        (ValidationMessages.ZeroNeedsMinZero, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"scaleToZeroAfter":"5m"}}"""),
        (ValidationMessages.ZeroNeedsMinZero, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"minReplicas":1,"maxReplicas":4,"activationReplicas":2}}"""),
        (ValidationMessages.ActivationAtMostMax, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"minReplicas":0,"maxReplicas":4,"activationReplicas":5}}"""),
        (ValidationMessages.SchedulesAtMostMax, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"schedules":[{"cron":"0 8 * * 1-5","duration":"10h","replicas":5}]}}"""),
        (ValidationMessages.ScaleToZeroAfterMinimum, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"minReplicas":0,"maxReplicas":4,"scaleToZeroAfter":"9s"}}"""),
        (ValidationMessages.ExactlyOneTarget, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"target":{}}}"""),
        (ValidationMessages.ExactlyOneTarget, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"target":{"concurrency":4,"latencyP95":"50ms"}}}"""),
        (ValidationMessages.LatencyMinimum, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"target":{"latencyP95":"0s"}}}"""),
        (ValidationMessages.ScheduleDuration, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"schedules":[{"cron":"0 8 * * *","duration":"30s","replicas":2}]}}"""),
        (ValidationMessages.ScheduleDuration, """{"model":{"uri":"https://m.example/a"},"autoscaling":{"maxReplicas":4,"schedules":[{"cron":"0 8 * * *","duration":"169h","replicas":2}]}}"""),
    ];

    public static TheoryData<string> Rules() => [.. DeclaredRules().Select(rule => rule.Message).Distinct()];

    public static TheoryData<string, string> Broken()
    {
        var data = new TheoryData<string, string>();
        foreach (var (message, spec) in Violations)
            data.Add(message, spec);
        return data;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_of_the_schema_has_a_case_here(string message) => Violations.ShouldContain(violation => violation.Message == message);

    [Fact]
    public void Every_case_here_has_a_rule_in_the_schema() =>
        Violations.Select(violation => violation.Message).Distinct().Order().ShouldBe(DeclaredRules().Select(rule => rule.Message).Distinct().Order());

    [Theory]
    [MemberData(nameof(Broken))]
    public void The_twin_refuses_with_the_same_words(string message, string spec) =>
        Validate(spec).Select(error => error.Message).ShouldBe([message]);

    [Theory]
    [InlineData("""{"model":{"uri":"https://m.example/a"}}""")]
    [InlineData("""{"model":{"uri":"oci://ghcr.io/team/ocr:2","credentials":{"secretName":"pull"}}}""")]
    [InlineData("""{"model":{"uri":"hf://org/repo/model.onnx@main","credentials":{"secretName":"hub"}}}""")]
    [InlineData("""{"model":{"uri":"s3://models/ocr/2/","version":"2","credentials":{"secretName":"s3-reader"}},"runtime":{"executionProviders":["CUDA","CPU"]},"resources":{"gpu":{"count":1},"requests":{"cpu":"2"},"limits":{"cpu":"2000m","memory":"4Gi"}},"rollout":{"progressDeadline":"10s","scaleDownDelay":"0s"}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"resources":{"gpu":{"count":1}}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxBatchSize":"Auto","maxQueueDelay":"2ms","axes":[{"name":"state","axis":1},{"name":"sr","shared":true},{"name":"x","axis":0,"shared":false}]},"instances":2,"queue":{"maxLength":0,"timeout":"10s"}}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxBatchSize":4096,"maxQueueDelay":"0s"}}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","capacityMode":"Replace","allowDowntime":true,"capacityDeadline":"30m","onDeadline":"Abort","shadow":{"percent":10,"duration":"5m","compareOutputs":{"atol":0.001,"maxMismatchPercent":0.5}},"headerRoute":{"name":"x-model-version","value":"canary"},"steps":[{"weight":0},{"weight":5,"bake":"5m"},{"weight":50,"pause":true}],"analysis":{"interval":"15s","minRequests":300,"onNoData":"Pause","metrics":[{"name":"ErrorRate","max":"1%","maxDeltaVsStable":"0.5%","failureLimit":0},{"name":"LatencyP95","max":"250ms","maxRatioVsStable":1.25},{"name":"queue","query":"max(depth)","max":"2.5"}]}}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Recreate","capacityDeadline":"5m"}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"cache":{"claimName":"models","sizeLimit":"1.5Gi"}}""")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"apiKeys":{"secretName":"ocr-keys"},"jwt":{"issuer":"https://i.example","audiences":["ocr"],"jwksSecretName":"issuer","algorithms":["ES384"],"scopes":["infer"]},"rateLimit":{"requestsPerSecond":100,"burst":10},"concurrency":4}}""")]
    public void A_valid_spec_passes(string spec) => Validate(spec).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"model":{"uri":"file:///etc/passwd"}}""", "spec.model.uri")]
    [InlineData("""{"model":{"uri":"https://m.example/a","version":"a b"}}""", "spec.model.version")]
    [InlineData("""{"model":{"uri":"https://m.example/a","sha256":"AB"}}""", "spec.model.sha256")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"runtime":{"executionProviders":["CPU","CPU"]}}""", "spec.runtime")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"runtime":{"batching":{"maxQueueDelay":"soon"}}}""", "spec.runtime.batching.maxQueueDelay")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"runtime":{"queue":{"timeout":"late"}}}""", "spec.runtime.queue.timeout")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"resources":{"requests":{"cpu":"3"},"limits":{"cpu":"2"}}}""", "spec.resources.requests[cpu]")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"progressDeadline":"soon"}}""", "spec.rollout.progressDeadline")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"scaleDownDelay":"1 m"}}""", "spec.rollout.scaleDownDelay")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","steps":[{"weight":5},{"weight":5}]}}""", "spec.rollout.steps[1].weight")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","steps":[{"weight":5,"bake":"long"}]}}""", "spec.rollout.steps[0].bake")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","shadow":{"percent":5,"duration":"long"}}}""", "spec.rollout.shadow.duration")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"rollout":{"strategy":"Canary","analysis":{"metrics":[{"name":"queue","query":"up","max":"much"}]}}}""", "spec.rollout.analysis.metrics[queue]")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"apiKeys":{"secretName":"../x"}}}""", "spec.access.apiKeys.secretName")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"jwt":{"issuer":"","audiences":["a"],"jwksSecretName":"s"}}}""", "spec.access.jwt.issuer")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"jwt":{"issuer":"i","audiences":[],"jwksSecretName":"s"}}}""", "spec.access.jwt.audiences")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"jwt":{"issuer":"i","audiences":["a"],"jwksSecretName":""}}}""", "spec.access.jwt.jwksSecretName")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"jwt":{"issuer":"i","audiences":["a"],"jwksSecretName":"s","algorithms":["HS256"]}}}""", "spec.access.jwt.algorithms")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"jwt":{"issuer":"i","audiences":["a"],"jwksSecretName":"s","algorithms":["none"]}}}""", "spec.access.jwt.algorithms")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"rateLimit":{"requestsPerSecond":0}}}""", "spec.access.rateLimit")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"access":{"concurrency":0}}""", "spec.access.concurrency")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"cache":{"claimName":"../x"}}""", "spec.cache.claimName")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"cache":{"sizeLimit":"much"}}""", "spec.cache.sizeLimit")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"cache":{"sizeLimit":"1Ki"}}""", "spec.cache.sizeLimit")]
    [InlineData("""{"model":{"uri":"https://m.example/a"},"cache":{"sizeLimit":"2000000.5"}}""", "spec.cache.sizeLimit")]
    public void What_only_a_schema_would_catch_is_caught_without_one(string spec, string field) =>
        Validate(spec).Select(error => error.Field).ShouldBe([field]);

    private static IEnumerable<ValidationRuleAttribute> DeclaredRules() =>
        typeof(ModelDeployment).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<ValidationRuleAttribute>()
                .Concat(type.GetProperties().SelectMany(property => property.GetCustomAttributes<ValidationRuleAttribute>())));

    private static IReadOnlyList<ValidationError> Validate(string spec) =>
        ModelDeploymentValidator.Validate(JsonSerializer.Deserialize(spec, ApiJsonContext.Default.ModelDeploymentSpec)!);
}
