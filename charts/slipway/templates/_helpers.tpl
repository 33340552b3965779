{{/* Name of all objects. */}}
{{- define "slipway.name" -}}
{{- .Values.nameOverride | default .Release.Name | trunc 53 | trimSuffix "-" -}}
{{- end -}}

{{- define "slipway.serviceAccount" -}}
{{- if .Values.serviceAccount.create -}}
{{- .Values.serviceAccount.name | default (include "slipway.name" .) -}}
{{- else -}}
{{- .Values.serviceAccount.name | default "default" -}}
{{- end -}}
{{- end -}}

{{/* What selects the operator's pods; never changes. */}}
{{- define "slipway.selector" -}}
app.kubernetes.io/name: slipway
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: manager
{{- end -}}

{{- define "slipway.labels" -}}
{{ include "slipway.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* What selects the gateway's pods; never changes. */}}
{{- define "slipway.gatewaySelector" -}}
app.kubernetes.io/name: slipway
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: gateway
{{- end -}}

{{- define "slipway.gatewayLabels" -}}
{{ include "slipway.gatewaySelector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The Secret with the key by which replicas know the gateway. */}}
{{- define "slipway.gatewayKeySecret" -}}
{{- .Values.gateway.credential.existingSecret | default (printf "%s-gateway-key" (include "slipway.name" .)) -}}
{{- end -}}

{{/* Whether new versions answer only the gateway: true or nothing. */}}
{{- define "slipway.gatewayKeyRequired" -}}
{{- if and .Values.gateway.credential.enabled .Values.gateway.credential.required }}true{{ end -}}
{{- end -}}

{{/* What a container of ours may do: the restricted profile. */}}
{{- define "slipway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end -}}

{{- define "slipway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* Rules generated from the code. */}}
{{- define "slipway.rules" -}}
{{- toYaml (fromYaml (.Files.Get "generated/rbac.yaml")).rules -}}
{{- end -}}

{{/* Whether nodes are followed: true or nothing. */}}
{{- define "slipway.watchNodes" -}}
{{- if eq (toString .Values.watchNodes) "auto" -}}
{{- if not .Values.watchNamespaces }}true{{ end -}}
{{- else if .Values.watchNodes }}true{{ end -}}
{{- end -}}

{{/*
Takes the CEL rules out of a schema, in place. Servers before 1.25 refuse an apply with them; the operator checks the
same rules itself.
*/}}
{{- define "slipway.dropValidationRules" -}}
{{- if kindIs "map" . -}}
{{- $_ := unset . "x-kubernetes-validations" -}}
{{- range $value := . }}{{ include "slipway.dropValidationRules" $value }}{{ end -}}
{{- else if kindIs "slice" . -}}
{{- range $value := . }}{{ include "slipway.dropValidationRules" $value }}{{ end -}}
{{- end -}}
{{- end -}}
