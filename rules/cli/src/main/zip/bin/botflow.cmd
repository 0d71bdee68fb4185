@echo off
rem botflow COMMAND ...: starts ..\lib\botflow.cmd with the Java that lies in ..\runtime, whatever else the machine has.
setlocal EnableExtensions DisableDelayedExpansion
for %%R in ("%~dp0..") do set "JAVA_HOME=%%~fR\runtime"
"%~dp0..\lib\botflow.cmd" %*
